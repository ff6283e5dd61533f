#!/bin/sh
# Installs the programs that the tests drive, where Debian's packages are at hand and we may; otherwise says how.
set -eu

missing=""
have() { command -v "$1" >/dev/null 2>&1; }
have chromium || have chromium-browser || have google-chrome || missing="$missing chromium"
have newsboat || missing="$missing newsboat"
have r2e || missing="$missing rss2email"
have java || missing="$missing default-jre-headless"
have postfix || [ -x /usr/sbin/postfix ] || missing="$missing postfix"
[ -n "$missing" ] || exit 0

may=""
if have apt-get; then
  if [ "$(id -u)" = 0 ]; then may="env"; elif have sudo && sudo -n true 2>/dev/null; then may="sudo"; fi
fi
if [ -z "$may" ]; then
  echo "The tests need these programs, which are not installed:$missing"
  echo "On Debian or Ubuntu: sudo apt-get install$missing"
  exit 1
fi
echo "Installing for the tests:$missing"
$may apt-get update -qq
# Postfix gets no configuration, so that the package starts nothing: the test runs one of its own.
if have debconf-set-selections; then
  echo "postfix postfix/main_mailer_type select No configuration" | $may debconf-set-selections
fi
# shellcheck disable=SC2086  # a list of names
$may env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
