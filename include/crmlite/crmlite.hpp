// crmlite: a customer database in one SQLite file, linked into your program.
#pragma once

#include <crmlite/attachment.hpp>
#include <crmlite/blob.hpp>
#include <crmlite/check_digit.hpp>
#include <crmlite/code.hpp>
#include <crmlite/country.hpp>
#include <crmlite/customer.hpp>
#include <crmlite/error.hpp>
#include <crmlite/exchange.hpp>
#include <crmlite/fields.hpp>
#include <crmlite/filter.hpp>
#include <crmlite/interaction.hpp>
#include <crmlite/list.hpp>
#include <crmlite/note.hpp>
#include <crmlite/phone.hpp>
#include <crmlite/recurrence.hpp>
#include <crmlite/reminder.hpp>
#include <crmlite/store.hpp>
#include <crmlite/table.hpp>
#include <crmlite/tag.hpp>
#include <crmlite/task.hpp>
#include <crmlite/timeline.hpp>
#include <crmlite/transaction.hpp>
#include <crmlite/user.hpp>
#include <crmlite/version.hpp>
#include <crmlite/yearly.hpp>
