"""What the commands do outside a build: show the site, pull the tracker."""
