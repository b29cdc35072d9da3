# Sourced by mvnw and glissade: leaves the home of a JDK 25 or newer in JAVA_HOME, or says what to
# install and exits 2. Looks at JAVA_HOME, then java on the PATH, then where installers put JDKs.
# Reads each JDK's release file instead of starting it: a JVM start costs more than the whole search.

glissade_required_java=25

# Without a locale the JVM cannot name files outside of ASCII.
[ -n "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ] || export LC_ALL=C.UTF-8

# Succeeds when $1 is the home of a JDK (not a bare runtime) that is new enough.
glissade_is_suitable_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r glissade_key glissade_value; do
    [ "$glissade_key" = JAVA_VERSION ] || continue
    glissade_value=${glissade_value#\"}
    glissade_value=${glissade_value%%[!0-9]*}
    [ "${glissade_value:-0}" -ge "$glissade_required_java" ] && return 0
    return 1
  done <"$1/release"
  return 1
}

# Follows the links from java on the PATH to its home (/usr/bin/java is rarely the real file).
glissade_jdk_on_path() {
  glissade_java=$(command -v java) || return 1
  while [ -h "$glissade_java" ]; do
    glissade_link=$(readlink "$glissade_java")
    case $glissade_link in
      /*) glissade_java=$glissade_link ;;
      *) glissade_java=${glissade_java%/*}/$glissade_link ;;
    esac
  done
  printf '%s\n' "${glissade_java%/bin/java}"
}

# The places where installers put JDKs; names without a match stay as they are and are refused later.
glissade_find_jdk() {
  # First and by itself, so that nothing else is looked for where it will do.
  glissade_is_suitable_jdk "${JAVA_HOME-}" && export JAVA_HOME && return 0
  for glissade_home in \
    "$(glissade_jdk_on_path)" \
    /usr/lib/jvm/* \
    /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* \
    "${HOME-}"/.jdks/*; do
    glissade_is_suitable_jdk "$glissade_home" || continue
    JAVA_HOME=$glissade_home
    export JAVA_HOME
    return 0
  done
  return 1
}

glissade_find_jdk || {
  cat >&2 <<END
Glissade needs a JDK $glissade_required_java or newer and found none.
Looked at: JAVA_HOME (${JAVA_HOME:-not set}), java on the PATH, /usr/lib/jvm, /opt/java, ~/.sdkman, ~/.jdks,
/Library/Java/JavaVirtualMachines and Homebrew.
Install one, then run the same command again:
  Debian, Ubuntu   sudo apt install openjdk-25-jdk    (or temurin-25-jdk from the Adoptium repository)
  Fedora           sudo dnf install java-25-openjdk-devel
  macOS            brew install --cask temurin@25
  any of them      curl -s https://get.sdkman.io | bash && sdk install java 25-tem
Or set JAVA_HOME to a JDK $glissade_required_java that is already there.
END
  exit 2
}
