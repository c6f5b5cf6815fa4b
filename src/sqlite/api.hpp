// The few functions of SQLite that run once per value, declared as in sqlite3.h so that they can be called
// inline without it: through functions of our own, binding 25 columns cost 4 % of a whole insert.
// statement.cpp includes both, so a difference between the two does not compile.
#pragma once

extern "C" {
struct sqlite3_stmt;
struct sqlite3_value;
int sqlite3_bind_blob64(sqlite3_stmt*, int, const void*, unsigned long long, void (*)(void*));
int sqlite3_bind_double(sqlite3_stmt*, int, double);
int sqlite3_bind_int64(sqlite3_stmt*, int, long long);
int sqlite3_bind_null(sqlite3_stmt*, int);
int sqlite3_bind_text64(sqlite3_stmt*, int, const char*, unsigned long long, void (*)(void*), unsigned char);
const void* sqlite3_column_blob(sqlite3_stmt*, int);
int sqlite3_column_bytes(sqlite3_stmt*, int);
double sqlite3_column_double(sqlite3_stmt*, int);
long long sqlite3_column_int64(sqlite3_stmt*, int);
int sqlite3_column_type(sqlite3_stmt*, int);
sqlite3_value* sqlite3_column_value(sqlite3_stmt*, int);
int sqlite3_value_bytes(sqlite3_value*);
long long sqlite3_value_int64(sqlite3_value*);
const unsigned char* sqlite3_value_text(sqlite3_value*);
int sqlite3_value_type(sqlite3_value*);
}
