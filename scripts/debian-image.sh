# Makes small images from Debian's packages, of the machine's own architecture: no root, nothing is installed, and the same
# packages give the same bytes. Source this file after `set -euo pipefail`; it makes $work, which is removed at the end.

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

for tool in apt-get apt-cache dpkg dpkg-deb tar sha256sum; do
    command -v "$tool" >/dev/null || fail "needs '$tool', which a Debian machine has; none was found"
done
architecture=$(dpkg --print-architecture)
case $architecture in
    amd64 | arm64) ;;
    *) fail "this machine is '$architecture'; allowed are amd64 and arm64" ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/debs" "$work/image" "$work/root"/{etc,opt,usr/lib,usr/lib64,var/lib/dpkg/status.d}
# Debian of today keeps everything under /usr.
ln -s usr/lib "$work/root/lib"
ln -s usr/lib64 "$work/root/lib64"

# unpack PACKAGE…: libraries, the UTF-8 locale and the licences; no programs, no conversion tables.
unpack() {
    (cd "$work/debs" && apt-get download -q "$@" >"$work/apt.log" 2>&1) ||
        fail "could not fetch $*: $(tail -n 1 "$work/apt.log")"
    local deb
    for deb in "$work"/debs/*.deb; do
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work/root" --keep-directory-symlink --wildcards \
            --exclude '*/gconv' --exclude '*/changelog*' --exclude '*/NEWS*' --exclude '*/README*' --exclude '*/libc-bin/*' \
            --exclude './bin' --exclude './sbin' --exclude './etc' --exclude './var' --exclude './usr/bin' \
            --exclude './usr/sbin' --exclude './usr/libexec' --exclude './usr/share/lintian' --exclude './usr/share/g[cd]*' \
            --exclude './usr/share/libc-bin' --exclude './usr/share/man'
        # Where scanners look for what is installed in images without dpkg.
        dpkg-deb -f "$deb" >"$work/root/var/lib/dpkg/status.d/$(dpkg-deb -f "$deb" Package)"
    done
    cp -L /etc/os-release "$work/root/etc/"
}

# pack FILE FOLDER: the same files give the same bytes.
pack() {
    (cd "$2" && tar -c -f "$1" --sort=name --format=gnu --mtime=@1 --owner=0 --group=0 --numeric-owner -- *)
}

# write_image FILE TAG USER CONFIG: what lies in $work/root, for the user of that number, with further fields of its
# configuration as JSON.
write_image() {
    local layer
    echo "root:x:0:0:root:/root:/usr/sbin/nologin
spillway:x:$3:$3:spillway:/tmp:/usr/sbin/nologin" >"$work/root/etc/passwd"
    echo "root:x:0:
spillway:x:$3:" >"$work/root/etc/group"
    echo 'hosts: files dns' >"$work/root/etc/nsswitch.conf"
    mkdir -p "$work/root/tmp"
    chmod -R go=u-w "$work/root"
    chmod 1777 "$work/root/tmp"
    pack "$work/image/layer.tar" "$work/root"
    layer=$(sha256sum "$work/image/layer.tar" | cut -d ' ' -f 1)
    cat >"$work/image/config.json" <<JSON
{"architecture":"$architecture","os":"linux","created":"1970-01-01T00:00:01Z",
"config":{"User":"$3:$3",$4},
"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]}}
JSON
    echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$2\"],\"Layers\":[\"layer.tar\"]}]" >"$work/image/manifest.json"
    mkdir -p "$(dirname "$1")"
    pack "$1" "$work/image"
}
