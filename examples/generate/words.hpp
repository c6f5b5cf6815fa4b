// The stock of words that names, companies and addresses are put together from. Nobody is meant: any likeness
// to a person or a company is chance. Mail goes to the domains that are kept free for examples.
#pragma once

namespace generate::words {

struct Sign {
  const char* text;
  const char* latin;
};

inline constexpr Sign surnames[] = {
    {"王", "wang"}, {"李", "li"},    {"张", "zhang"}, {"刘", "liu"},  {"陈", "chen"},     {"杨", "yang"},
    {"赵", "zhao"}, {"黄", "huang"}, {"周", "zhou"},  {"吴", "wu"},   {"徐", "xu"},       {"孙", "sun"},
    {"胡", "hu"},   {"朱", "zhu"},   {"高", "gao"},   {"林", "lin"},  {"何", "he"},       {"郭", "guo"},
    {"马", "ma"},   {"罗", "luo"},   {"梁", "liang"}, {"宋", "song"}, {"欧阳", "ouyang"}, {"司徒", "situ"}};

inline constexpr Sign given_signs[] = {
    {"岚", "lan"}, {"澄", "cheng"}, {"语", "yu"},   {"川", "chuan"}, {"昕", "xin"},  {"砚", "yan"},
    {"禾", "he"},  {"朔", "shuo"},  {"棠", "tang"}, {"屿", "yu"},    {"知", "zhi"},  {"微", "wei"},
    {"若", "ruo"}, {"桐", "tong"},  {"景", "jing"}, {"舒", "shu"},   {"墨", "mo"},   {"星", "xing"},
    {"云", "yun"}, {"青", "qing"},  {"临", "lin"},  {"歌", "ge"},    {"远", "yuan"}, {"初", "chu"}};

inline constexpr const char* given_names[] = {
    "Ada",  "Ben",  "Clara", "Dario", "Elin",  "Farid", "Greta", "Hugo", "Inès", "Jonas", "Keiko", "Liam",
    "Mira", "Noah", "Olga",  "Pedro", "Quinn", "Rosa",  "Søren", "Tara", "Umar", "Vera",  "Wim",   "Zoë"};

inline constexpr const char* family_starts[] = {"Ash",    "Brindle", "Calder", "Dun",     "Elm",  "Fair",
                                                "Grim",   "Hazel",   "Ings",   "Kestrel", "Lark", "Moor",
                                                "Nether", "Oak",     "Penn",   "Rook"};
inline constexpr const char* family_ends[] = {"bridge", "combe", "field", "gate",   "hurst", "ley",
                                              "mere",   "ridge", "son",   "thorpe", "wick",  "worth"};

inline constexpr Sign brand_signs[] = {{"岚", "lan"},   {"栖", "qi"},   {"禾", "he"},  {"砚", "yan"},
                                       {"澄", "cheng"}, {"朔", "shuo"}, {"屿", "yu"},  {"穹", "qiong"},
                                       {"珑", "long"},  {"汀", "ting"}, {"菀", "wan"}, {"霁", "ji"},
                                       {"钧", "jun"},   {"澜", "lan"},  {"筑", "zhu"}, {"壹", "yi"}};
inline constexpr const char* brand_starts[] = {"Vel", "Tor", "Quen", "Bri", "Sal",
                                               "Mor", "Lun", "Kas",  "Ond", "Fer"};
inline constexpr const char* brand_middles[] = {"a", "i", "o", "an", "el", "ur"};
inline constexpr const char* brand_ends[] = {"dex", "mont", "lia", "trix", "via", "nor", "quist", "bel"};

struct Industry {
  const char* name;
  const char* english;  ///< in a company's name
  const char* chinese;
};
inline constexpr Industry industries[] = {
    {"software", "Software", "软件"},     {"manufacturing", "Works", "制造"}, {"retail", "Stores", "商贸"},
    {"logistics", "Freight", "物流"},     {"education", "Learning", "教育"},  {"health", "Care", "医疗"},
    {"construction", "Builders", "建筑"}, {"food", "Foods", "食品"},          {"energy", "Energy", "能源"},
    {"consulting", "Partners", "咨询"}};

struct Place {
  const char* city;
  const char* region;
  const char* street;
  const char* area;  ///< of telephone numbers
};
inline constexpr Place chinese_places[] = {
    {"北京", "北京市", "朝阳区示范路", "10"},   {"上海", "上海市", "浦东新区样例路", "21"},
    {"广州", "广东省", "天河区示范大道", "20"}, {"深圳", "广东省", "南山区样例街", "755"},
    {"杭州", "浙江省", "西湖区示范路", "571"},  {"成都", "四川省", "武侯区样例路", "28"},
    {"武汉", "湖北省", "江岸区示范街", "27"},   {"西安", "陕西省", "雁塔区样例路", "29"},
    {"南京", "江苏省", "鼓楼区示范路", "25"},   {"重庆", "重庆市", "渝中区样例路", "23"}};

struct WesternPlace {
  const char* country;
  const char* iso;
  Place place;
};
inline constexpr WesternPlace western_places[] = {
    {"United States", "US", {"Austin", "Texas", "Sample Ave", "512"}},
    {"United States", "US", {"Portland", "Oregon", "Example St", "503"}},
    {"United States", "US", {"Boston", "Massachusetts", "Specimen Rd", "617"}},
    {"United Kingdom", "GB", {"London", "England", "Sample Lane", "20"}},
    {"United Kingdom", "GB", {"Leeds", "England", "Example Row", "113"}},
    {"Germany", "DE", {"Berlin", "Berlin", "Musterstraße", "30"}},
    {"Germany", "DE", {"München", "Bayern", "Beispielweg", "89"}},
    {"France", "FR", {"Paris", "Île-de-France", "rue de l'Exemple", "1"}}};

inline constexpr const char* legal_forms[][2] = {
    {"US", "Inc."}, {"GB", "Ltd"}, {"DE", "GmbH"}, {"FR", "SAS"}};

inline constexpr const char* mail_domains[] = {"example.com", "example.org", "example.net", "mail.example"};
inline constexpr const char* sources[] = {"website",   "referral",      "trade fair",
                                          "cold call", "advertisement", "partner"};
inline constexpr const char* chinese_sources[] = {"官网", "转介绍", "展会", "电话营销", "广告", "合作伙伴"};
inline constexpr const char* stages[] = {"lead",     "lead",     "prospect",        "prospect", "customer",
                                         "customer", "customer", "repeat_customer", "inactive", "lost"};
inline constexpr const char* tags[] = {"vip", "newsletter", "renewal", "at risk", "key account", "pilot"};
inline constexpr const char* chinese_tags[] = {"重点客户", "老客户", "续约", "待跟进", "试用", "展会2025"};
inline constexpr const char* grades[] = {"A", "B", "B", "C", "C", "C"};
inline constexpr const char* departments[] = {"Purchasing", "Finance", "IT", "Operations", "Marketing"};
inline constexpr const char* positions[] = {"Buyer", "Director", "Manager", "Engineer", "Assistant"};
inline constexpr const char* chinese_departments[] = {"采购部", "财务部", "信息部", "运营部", "市场部"};
inline constexpr const char* chinese_positions[] = {"采购经理", "总监", "经理", "工程师", "助理"};

struct User {
  const char* name;
  const char* mail;
  const char* team;
  const char* active;
};
inline constexpr User western_users[] = {{"ada", "ada@crm.example", "Sales", "yes"},
                                         {"ben", "ben@crm.example", "Sales", "yes"},
                                         {"clara", "clara@crm.example", "Service", "yes"},
                                         {"dario", "dario@crm.example", "Marketing", "yes"},
                                         {"elin", "elin@crm.example", "Sales", "no"}};
inline constexpr User chinese_users[] = {{"林澄", "lincheng@crm.example", "华东销售", "yes"},
                                         {"何知微", "hezhiwei@crm.example", "华东销售", "yes"},
                                         {"宋屿", "songyu@crm.example", "华北销售", "yes"},
                                         {"高若桐", "gaoruotong@crm.example", "客服", "yes"},
                                         {"罗朔", "luoshuo@crm.example", "华北销售", "no"}};

inline constexpr const char* interaction_kinds[] = {"call",    "call",    "email", "email",
                                                    "meeting", "message", "note"};
inline constexpr const char* subjects[] = {
    "Asked for a quote", "Sent the offer",         "Delivery date",       "Contract renewal",
    "Complaint, solved", "Introduced a colleague", "Needs \"blue\" ones", "Price list, 2 copies"};
inline constexpr const char* chinese_subjects[] = {"询价",         "发送报价单", "确认交货日期", "合同续约",
                                                   "投诉，已解决", "介绍新同事", "产品演示",     "电话回访"};

}  // namespace generate::words
