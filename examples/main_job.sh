#!/usr/bin/env bash
# main_job.sh PROGRAM FILE: makes a CRM file from examples/data and shows what is in it. Rejected rows go beside the file.
# examples/run.sh runs it, and so does a test, which compares what it prints.
set -euo pipefail
absolute() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
program=$(absolute "$1")
file=$(absolute "$2")
folder=$(dirname "$file")
cd "$(dirname "$0")/data"

crm() { "$program" "$file" "$@"; }
title() { printf '\n== %s\n' "$*"; }

rm -f "$file" "$file-wal" "$file-shm" "$folder/companies-rejects.csv" "$folder/people-rejects.csv"

title "A new file, with codes and fields of our own"
crm init --country CN
crm code define customer 'CUST-{YYYY}-{SEQ:5}'
crm field add customer lead_score --type integer --label "Lead score" --min 0 --max 100 --index
crm field add customer credit_limit --type decimal --label "Credit limit"
crm field add customer contract_date --type date --label "Contract date"
crm field add customer 客户等级 --type choice --choices A,B,C
crm code list

title "Users, companies and people come in; what is wrong stays out and is named"
crm import user users.csv
for name in companies people; do
  echo
  crm import customer $name.csv --rejects "$folder/$name-rejects.csv"
done
for name in leads-gb18030 contacts-utf16; do
  echo
  crm import customer $name.csv
done

title "Rejected companies, ready to be corrected and imported again"
cat "$folder/companies-rejects.csv"

title "Good customers in Shanghai"
crm customer list --where 'city = "上海" and lead_score >= 50' --order -lead_score --limit 10 \
  --columns code,name,contact,lead_score,客户等级

title "One customer in full, and what happened to it"
crm --as ada customer edit hello@quoted-corner.example --set stage=repeat_customer --set lead_score=95
crm customer show hello@quoted-corner.example
echo
crm history hello@quoted-corner.example

title "What happened with them, and what is to be done"
crm --as ada log hello@quoted-corner.example --kind call --direction in --subject "Asked for a quote" \
  --at "2026-02-27 10:30" --minutes 12
crm --as ada note add hello@quoted-corner.example "Prefers e-mail" --pin
crm --as ada task add "Send the quote" --about hello@quoted-corner.example --due "2026-03-02 16:00" --remind 30
crm timeline hello@quoted-corner.example
crm customer list --where 'last_contact_at in last 30 days' --lang zh

title "How well the fields are filled"
crm field stats customer

title "The file is sound"
crm check --full
crm stats
