# Finds a JDK 25. Source this file and call `use_jdk25`: it exports JAVA_HOME, or ends the script
# with exit code 1 and one line that says what to install. Reads as bash 3.2 and as POSIX sh.
#
#     . "$(dirname "$0")/scripts/jdk25.sh"
#     use_jdk25
#     exec "$JAVA_HOME/bin/java" …

# Whether the folder $1 holds a Java of version 25.
is_jdk25() {
    [ -n "$1" ] && [ -x "$1/bin/java" ] || return 1
    if [ -r "$1/release" ]; then
        grep -Eq '^JAVA_VERSION="25([.+-].*)?"' "$1/release"
    else
        "$1/bin/java" -version 2>&1 | head -n 1 | grep -Eq '"25([.+-].*)?"'
    fi
}

# The home of the `java` on the path, with symbolic links followed by the JVM itself.
java_home_of_path() {
    command -v java >/dev/null 2>&1 || return 0
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' | head -n 1
}

# Prints the first JDK 25 found: JAVA_HOME, then the path, then the usual folders.
find_jdk25() {
    if is_jdk25 "${JAVA_HOME:-}"; then
        printf '%s\n' "$JAVA_HOME"
        return 0
    fi
    for candidate in \
        "$(java_home_of_path)" \
        /usr/lib/jvm/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        "${HOME:-/nonexistent}"/.jdks/* \
        /opt/*jdk*; do
        if is_jdk25 "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

use_jdk25() {
    JAVA_HOME=$(find_jdk25) || {
        echo "Spillway needs a JDK 25 and found none: install for example Temurin 25 and set JAVA_HOME" >&2
        exit 1
    }
    export JAVA_HOME
}
