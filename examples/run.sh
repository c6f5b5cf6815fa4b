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

examples/main_job.sh build/release/bin/crmlite build/acme.crm
