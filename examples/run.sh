#!/usr/bin/env bash
# Sets up what is missing, builds, and shows the main job: a CRM file made from examples/data, and what is in it.
# The file is build/acme.crm; what it prints depends on the data alone, but for the times.
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/setup.sh

crmlite_setup
mkdir -p build
crmlite_configure release >build/configure.log 2>&1 || { cat build/configure.log >&2; exit 1; }
cmake --build --preset release --parallel "$(crmlite_jobs)" --target crmlite_cli

data=examples/data
file=build/acme.crm
crm() { build/release/bin/crmlite "$file" "$@"; }
title() { printf '\n== %s\n' "$*"; }

rm -f "$file" "$file-wal" "$file-shm"

title "A new file, with codes and fields of our own"
crm init
crm code define customer 'CUST-{YYYY}-{SEQ:5}'
crm field add customer lead_score --type integer --label "Lead score" --min 0 --max 100 --index
crm field add customer credit_limit --type decimal --label "Credit limit"
crm field add customer contract_date --type date --label "Contract date"
crm field add customer 客户等级 --type choice --choices A,B,C

title "Users, companies and people come in; what is wrong stays out and is named"
crm import user $data/users.csv
crm import customer $data/companies.csv --rejects build/companies-rejects.csv
crm import customer $data/people.csv --rejects build/people-rejects.csv
crm import customer $data/leads-gb18030.csv
crm import customer $data/contacts-utf16.csv

title "Rejected companies"
cat build/companies-rejects.csv

title "Good customers in Shanghai"
crm customer list --where 'city = "上海" and lead_score >= 50' --order -lead_score --limit 10

title "One customer in full, and what happened to it"
crm customer edit hello@quoted-corner.example --set stage=repeat_customer --set lead_score=95
crm customer show hello@quoted-corner.example
crm history hello@quoted-corner.example

title "How well the fields are filled"
crm field stats customer

title "The file is sound"
crm check --full
crm stats
