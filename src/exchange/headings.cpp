#include "exchange/headings.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace crmlite::exchange {
namespace {

/// A field, its labels, and the other words for it as keys, divided by blanks.
struct Entry {
  Word word;
  std::string_view english;
  std::string_view chinese;
  std::string_view others;
};

// Only words that nearly always mean the field: a column that is left out is named, one that goes astray is
// not.
constexpr Entry entries[] = {
    {{"name", Meaning::field, "attachment"}, "File name", "文件名", "filename file 文件 附件 附件名称 名称"},
    {{"record", Meaning::field, "attachment"},
     "Record",
     "所属记录",
     "relatedto regarding about customer customername customercode 记录 客户 客户名称 客户编号"},
    {{"code", Meaning::field, "customer"},
     "Customer code",
     "客户ID",
     "customerid customerno customernumber clientid clientcode 客户编号 客户编码 客户代码 客户号"},
    {{"code"}, "Code", "编号", "编码 代码"},
    {{"kind", Meaning::field, "customer"},
     "Kind",
     "客户类型",
     "customertype companytype personorcompany 类型 客户性质"},
    {{"name"},
     "Name",
     "姓名",
     "name fullname displayname customer client contactname personname 名称 名字 全名 客户 客户姓名 联系人 "
     "联系人姓名"},
    {{"name", Meaning::customer}, "", "", "customername clientname 客户名称 客户名"},
    {{"name_prefix"}, "Name prefix", "称谓", "prefix salutation 称呼 尊称"},
    {{"given_name"}, "Given name", "名", "firstname forename personfirstname"},
    {{"middle_name"}, "Middle name", "中间名", "additionalname"},
    {{"family_name"}, "Family name", "姓", "lastname surname personlastname 姓氏"},
    {{"name_suffix"}, "Name suffix", "后缀", "suffix"},
    {{"company", Meaning::company},
     "Company",
     "公司",
     "companyname account accountname organisation organization organisationname organizationname employer "
     "firm "
     "businessname 公司名称 公司名 公司全称 企业 企业名称 单位 单位名称 所属公司 工作单位 组织名称 机构名称"},
    {{"department"}, "Department", "部门", "dept division 所在部门 科室"},
    {{"position"}, "Position", "职位", "jobtitle jobposition occupation 职务 岗位 职称 头衔"},
    {{"position", Meaning::title}, "Title", "", ""},
    {{"birthday"}, "Birthday", "生日", "birthdate dateofbirth dob 出生日期 出生年月 出生年月日"},
    {{"preferences"}, "Preferences", "偏好", "preference 客户偏好"},
    {{"needs"}, "Needs", "需求", "requirements 客户需求"},
    {{"interests"}, "Interests", "兴趣", "hobbies 兴趣爱好 爱好"},
    {{"source"},
     "Source",
     "来源",
     "leadsource customersource originalsource accountsource 客户来源 线索来源 来源渠道 渠道"},
    {{"stage"}, "Stage", "阶段", "lifecyclestage customerstage 客户阶段 生命周期 生命周期阶段"},
    {{"language"}, "Language", "语言", "preferredlanguage"},
    {{"country"},
     "Country",
     "国家",
     "countryregion nation mailingcountry billingcountry primaryaddresscountry 国家地区 所在国家"},
    {{"region"},
     "Region",
     "省份",
     "state province stateprovince stateregion mailingstate billingstate billingstateprovince "
     "mailingstateprovince "
     "primaryaddressstate 省 州 所在省份"},
    {{"city"}, "City", "城市", "town mailingcity billingcity primaryaddresscity 市 所在城市"},
    {{"district"}, "District", "区县", "county 区 县"},
    {{"industry"}, "Industry", "行业", "sector 客户行业 所属行业 所在行业"},
    {{"description"},
     "Description",
     "描述",
     "note notes remark remarks comment comments memo 备注 备注信息 说明 客户描述"},
    {{"emails"},
     "E-mails",
     "邮箱",
     "email emailaddress emailaddresses mail workemail personalemail secondaryemail otheremail 电子邮箱 "
     "电子邮件 邮件 "
     "邮箱地址 个人邮箱 公司邮箱 工作邮箱"},
    {{"email"}, "E-mail", "邮箱", "emails emailaddress mail 电子邮箱 电子邮件 邮件 邮箱地址"},
    {{"phones"},
     "Phones",
     "电话",
     "phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber mobilephonenumber cell "
     "cellphone "
     "workphone homephone businessphone officephone otherphone companyphone contactnumber phonemobile "
     "phonework phonehome "
     "phoneother personphone 手机 手机号 手机号码 移动电话 "
     "电话号码 联系电话 座机 固定电话 固话 办公电话 公司电话 家庭电话"},
    {{"urls"},
     "Web addresses",
     "网址",
     "url website websites websiteurl web webpage webaddress homepage 网站 官网 主页 公司网址 公司网站"},
    {{"messaging"}, "Messaging", "即时通讯", "im instantmessaging"},
    {{"messaging:wechat"}, "", "", "wechat wechatid 微信 微信号"},
    {{"messaging:qq"}, "", "", "qq qqnumber qq号"},
    {{"messaging:dingtalk"}, "", "", "dingtalk 钉钉 钉钉号"},
    {{"messaging:whatsapp"}, "", "", "whatsapp"},
    {{"messaging:telegram"}, "", "", "telegram"},
    {{"messaging:skype"}, "", "", "skype skypeid"},
    {{"addresses"},
     "Addresses",
     "地址",
     "address street streetaddress postaladdress fulladdress mailingaddress billingaddress mailingstreet "
     "billingstreet "
     "primaryaddressstreet companyaddress homeaddress 详细地址 通讯地址 联系地址 公司地址 办公地址 家庭地址 "
     "街道 街道地址"},
    {{"addresses.postal_code"},
     "",
     "",
     "postalcode postcode zip zipcode zippostalcode mailingzip billingzip mailingpostalcode "
     "billingpostalcode "
     "primaryaddresspostalcode 邮编 邮政编码"},
    {{"owners"},
     "Owners",
     "负责人",
     "owner accountowner contactowner leadowner customerowner assignedto salesperson salesrep accountmanager "
     "所有人 归属人 "
     "客户经理 业务员 销售 销售代表 跟进人"},
    {{"anniversaries"}, "Anniversaries", "纪念日", "anniversary"},
    {{"external_ids"}, "External ids", "外部编号", "externalid"},
    {{"tags"}, "Tags", "标签", "tag labels categories 客户标签"},
    {{"contact"}, "Contact", "联系方式", "contactinfo contactinformation contactdetails 联络方式 联系方法"},
    {{"team"}, "Team", "团队", "小组 部门 department"},
    {{"active"}, "Active", "在职", "isactive enabled 启用 有效"},
    // Interactions, notes, tasks and reminders.
    {{"customer", Meaning::field, "interaction"},
     "Customer",
     "客户",
     "customername customercode customerid client clientname account accountname company contact contactname "
     "客户名称 客户姓名 客户编号 客户编码 公司 公司名称 联系人"},
    {{"kind", Meaning::field, "interaction"},
     "Kind",
     "类型",
     "type interactiontype activitytype 互动类型 交互类型 活动类型 跟进方式 沟通方式 联系方式 方式"},
    {{"status"}, "Status", "状态", "任务状态"},
    {{"direction"}, "Direction", "方向", "inout 呼叫方向"},
    {{"channel"}, "Channel", "渠道", "medium 沟通渠道 联系渠道"},
    {{"at", Meaning::field, "interaction"},
     "Time",
     "时间",
     "date datetime when starttime startdate 日期 日期时间 发生时间 开始时间 互动时间 交互时间 跟进时间 "
     "沟通时间 联系时间"},
    {{"zone"}, "Time zone", "时区", ""},
    {{"minutes"}, "Minutes", "时长分钟", "duration durationminutes 时长 分钟 分钟数"},
    {{"subject"}, "Subject", "主题", "title tasktitle taskname task 标题 任务 任务名称 任务主题"},
    {{"body"},
     "Text",
     "内容",
     "content details message description notes note 正文 详情 沟通内容 跟进内容 跟进记录 描述 备注"},
    {{"outcome"}, "Outcome", "结果", "result 沟通结果 跟进结果"},
    {{"topic"}, "Topic", "话题", "product 产品 议题"},
    {{"thread"}, "Thread", "会话", "conversation 会话编号"},
    {{"message_id"}, "Message id", "消息编号", "消息id"},
    {{"participants"},
     "Participants",
     "参与人",
     "attendees participant owner assignedto user 参与者 参加人 参会人 与会人 负责人 跟进人 业务员 销售"},
    {{"about"},
     "About",
     "相关记录",
     "regarding relatedto customer customername customercode 关于 相关 关联 相关客户 客户 客户名称 客户编号"},
    {{"record"},
     "Record",
     "所属记录",
     "relatedto regarding about customer customername customercode 记录 客户 客户名称 客户编号"},
    {{"text"}, "Text", "内容", "note content body 备注 笔记 正文"},
    {{"author"}, "Author", "作者", "writtenby createdby 记录人 填写人 创建人"},
    {{"pinned"}, "Pinned", "置顶", "ispinned"},
    {{"follow_up"}, "Follow-up", "跟进日期", "followupdate nextfollowup 下次跟进 下次跟进日期 提醒日期"},
    {{"description", Meaning::field, "task"},
     "Description",
     "描述",
     "content details 内容 任务内容 任务描述"},
    {{"assignee"},
     "Assignee",
     "负责人",
     "assignedto assigned owner responsible user 执行人 处理人 经办人 跟进人 业务员"},
    {{"priority"}, "Priority", "优先级", "优先 重要程度 紧急程度"},
    {{"due_date"}, "Due date", "截止日期", "due deadline 到期日 到期日期 截止日 期限"},
    {{"due_at"}, "Due at", "截止时间", "duetime"},
    {{"recurrence"}, "Recurrence", "重复规则", "rrule repeat repeats 重复"},
    {{"checklist"}, "Checklist", "检查项", "subtasks 清单 检查清单 子任务"},
    {{"person"}, "Person", "提醒对象", "user 提醒人 被提醒人"},
    {{"at", Meaning::field, "reminder"}, "Time", "提醒时间", "remindat date datetime 时间"},
    {{"minutes_before"}, "Minutes before", "提前分钟", "提前分钟数"},
    {{"message"}, "Message", "提醒内容", "内容"},
    // Attachments and relations.
    {{"blob"}, "File content", "文件内容", "sha256 hash"},
    {{"mime_type"}, "MIME type", "文件类型", "mimetype contenttype"},
    {{"size"}, "Size", "大小", "filesize bytes 文件大小 字节数"},
    {{"role"}, "Role", "角色", "用途"},
    {{"from_record"}, "From", "一方", "fromrecord"},
    {{"type"}, "Relation", "关系", "relationtype relationship 关系类型"},
    {{"to_record"}, "To", "另一方", "torecord"},
    {{"since"}, "Since", "开始日期", "startdate 起始日期"},
    {{"until"}, "Until", "结束日期", "enddate 截止日期"},
    {{"inactive"}, "Inactive", "已停用", "isinactive 失效"},
    {{"reverse"}, "Reverse", "反向名称", "reversename"},
    {{"hierarchical"}, "Hierarchical", "层级", "ishierarchical"},
    // What the library settles.
    {{"id"}, "Id", "内部编号", ""},
    {{"revision"}, "Revision", "版本", ""},
    {{"created"}, "Created", "创建时间", ""},
    {{"updated"}, "Updated", "更新时间", ""},
    {{"archived"}, "Archived", "归档时间", ""},
    {{"last_contact_at"}, "Last contact", "最后一次交互时间", ""},
    {{"next_contact_at"}, "Next contact", "下次联系时间", ""},
    {{"due"}, "Due", "到期时间", ""},
    {{"closed"}, "Closed", "完成时间", ""},
    {{"starts"}, "Starts", "首次到期时间", ""},
    {{"next"}, "Next task", "后续任务", ""},
    {{"state"}, "State", "提醒状态", ""},
    {{"rings"}, "Rings", "响铃时间", ""},
    {{"delivered"}, "Delivered", "送达时间", ""},
};

std::map<std::string, std::vector<Word>, std::less<>> all_words() {
  std::map<std::string, std::vector<Word>, std::less<>> found;
  const auto add = [&](std::string_view key, const Word& word) {
    if (key.empty()) return;
    std::vector<Word>& words = found[std::string(key)];
    if (words.empty() || words.back().field != word.field || words.back().kind != word.kind)
      words.push_back(word);
  };
  for (const Entry& e : entries) {
    if (e.word.meaning == Meaning::field) add(heading_key(e.word.field), e.word);
    add(heading_key(e.english), e.word);
    add(heading_key(e.chinese), e.word);
    for (std::string_view rest = e.others; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      add(rest.substr(0, end), e.word);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return found;
}

std::string without_brackets(std::string_view folded) {
  const std::size_t open = folded.find_first_of("([");
  return std::string(open == 0 ? folded : folded.substr(0, open));
}

std::string without_digits(std::string_view key) {
  std::string kept;
  std::copy_if(key.begin(), key.end(), std::back_inserter(kept), [](char c) { return c < '0' || c > '9'; });
  return kept;
}

}  // namespace

std::string heading_key(std::string_view heading) {
  std::string key;
  for (const char c : base::fold(heading)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) key += c;
  }
  return key;
}

std::vector<std::string> heading_keys(std::string_view heading) {
  std::vector<std::string> keys;
  const auto add = [&](std::string key) {
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end())
      keys.push_back(std::move(key));
  };
  add(heading_key(heading));
  const std::string bare = heading_key(without_brackets(base::fold(heading)));
  add(bare);
  add(without_digits(bare));
  return keys;
}

std::span<const Word> words_for(std::string_view key) {
  static const auto words = all_words();
  if (const auto it = words.find(key); it != words.end()) return it->second;
  // WeCom heads the tags of a group with the group's name: 标签组1(客户等级).
  static constexpr Word tags[] = {{"tags"}};
  if (key.starts_with("标签组")) return tags;
  return {};
}

bool is_last_contact(std::string_view heading) {
  static constexpr std::string_view words[] = {
      "lastcontactat",    "lastcontact",     "lastcontacted",    "lastcontactdate",  "lastactivity",
      "lastactivitydate", "lastinteraction", "最后一次交互时间", "最后交互时间",     "最近交互时间",
      "最后联系时间",     "最近联系时间",    "上次联系时间",     "最后一次联系时间", "最后跟进时间",
      "最近跟进时间",     "上次跟进时间"};
  const auto keys = heading_keys(heading);
  return std::any_of(keys.begin(), keys.end(), [](const std::string& key) {
    return std::find(std::begin(words), std::end(words), key) != std::end(words);
  });
}

std::string_view built_in_label(std::string_view kind, std::string_view field, std::string_view language) {
  for (const Entry& e : entries) {
    if (e.word.field != field || (!e.word.kind.empty() && e.word.kind != kind)) continue;
    if (e.word.meaning != Meaning::title && e.word.meaning != Meaning::customer)
      return language.starts_with("zh") ? e.chinese : e.english;
  }
  return field;
}

}  // namespace crmlite::exchange
