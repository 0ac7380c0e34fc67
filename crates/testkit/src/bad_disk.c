/* A disk that fails as it is told to, put between a program and the C library (LD_PRELOAD).
 *
 * BAD_DISK_FOLDER names the folder whose files are on it, BAD_DISK_SWITCH a file of two bytes: how the disk behaves, and
 * whether it notes down what is not yet safe. BAD_DISK_NOTES names the notes: a record of each write, cut, sync, creation,
 * renaming and removal, from which bad_disk.rs works out what a cut of the power may leave. A record is made before what it
 * tells of, but that of a sync after it: whoever is killed in between has promised nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first byte of the switch. */
enum { WELL = 'w', FULL = 'f', BROKEN_WRITES = 'e', BROKEN_SYNCS = 's', BROKEN_READS = 'r', READ_ONLY = 'o', LIES = 'l' };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static volatile const char *told;
static char folder[PATH_MAX];
static size_t folder_length;
static int notes = -1;

static ssize_t (*true_write)(int, const void *, size_t);
static ssize_t (*true_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*true_read)(int, void *, size_t);
static ssize_t (*true_pread)(int, void *, size_t, off_t);
static int (*true_fsync)(int);
static int (*true_fdatasync)(int);
static int (*true_ftruncate)(int, off_t);
static int (*true_openat)(int, const char *, int, ...);
static int (*true_rename)(const char *, const char *);
static int (*true_unlink)(const char *);

static void find(void) {
    true_write = dlsym(RTLD_NEXT, "write");
    true_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    true_read = dlsym(RTLD_NEXT, "read");
    true_pread = dlsym(RTLD_NEXT, "pread64");
    true_fsync = dlsym(RTLD_NEXT, "fsync");
    true_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    true_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    true_openat = dlsym(RTLD_NEXT, "openat64");
    true_rename = dlsym(RTLD_NEXT, "rename");
    true_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *where = getenv("BAD_DISK_FOLDER"), *control = getenv("BAD_DISK_SWITCH"), *note = getenv("BAD_DISK_NOTES");
    if (!where || !control || !note || !realpath(where, folder)) return;
    folder_length = strlen(folder);
    int fd = true_openat(AT_FDCWD, control, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    void *page = mmap(NULL, 2, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    notes = true_openat(AT_FDCWD, note, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (page != MAP_FAILED) told = page;
}

static char manner(void) {
    pthread_once(&once, find);
    return told ? told[0] : WELL;
}

static int is_noting(void) { return told && told[1] == 'n' && notes >= 0; }

static int is_below(const char *path) {
    return folder_length && strncmp(path, folder, folder_length) == 0 && path[folder_length] == '/';
}

/* The path of an open file on the disk; 0 for all others. */
static int on_disk(int fd, char *path) {
    char link[64];
    manner();
    if (!told) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    /* What is there to share memory is no file of the disk's. */
    return (is_below(path) || strcmp(path, folder) == 0) && !strstr(path, "-shm");
}

static void whole(const char *path, char *out) {
    char *slash;
    char parent[PATH_MAX];
    if (realpath(path, out)) return;
    snprintf(parent, sizeof parent, "%s", path);
    slash = strrchr(parent, '/');
    if (slash) {
        char real[PATH_MAX];
        *slash = 0;
        if (realpath(*parent ? parent : "/", real)) {
            snprintf(out, PATH_MAX, "%.2000s/%.2000s", real, slash + 1);
            return;
        }
    }
    snprintf(out, PATH_MAX, "%s", path);
}

static void note(char kind, const char *path, uint64_t a, uint64_t b, const void *old, size_t olds, const void *new, size_t news) {
    if (!is_noting()) return;
    size_t paths = strlen(path), size = 1 + 8 * 5 + paths + olds + news;
    char *record = malloc(size), *at = record;
    uint64_t numbers[5] = { paths, a, b, olds, news };
    *at++ = kind;
    memcpy(at, numbers, sizeof numbers), at += sizeof numbers;
    memcpy(at, path, paths), at += paths;
    if (olds) memcpy(at, old, olds), at += olds;
    if (news) memcpy(at, new, news);
    if (true_write(notes, record, size) != (ssize_t)size) abort();
    free(record);
}

static void *content(const char *path, size_t *size) {
    *size = 0;
    int fd = true_openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0) return NULL;
    char *bytes = NULL;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
        bytes = malloc(about.st_size);
        ssize_t got = true_pread(fd, bytes, about.st_size, 0);
        *size = got > 0 ? got : 0;
    }
    close(fd);
    return bytes;
}

static int refuses_writes(void) {
    switch (manner()) {
    case FULL: errno = ENOSPC; return 1;
    case BROKEN_WRITES: errno = EIO; return 1;
    case READ_ONLY: errno = EROFS; return 1;
    default: return 0;
    }
}

/* What stands where something is about to be written or cut off; read by a handle of its own, since theirs may not read. */
static void *before(const char *path, off_t from, size_t length, size_t *got, uint64_t *size) {
    struct stat about;
    *got = 0, *size = 0;
    int fd = true_openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    char *bytes = malloc(length + 1);
    if (fstat(fd, &about) == 0) *size = about.st_size;
    ssize_t read = true_pread(fd, bytes, length, from);
    *got = read > 0 ? read : 0;
    close(fd);
    return bytes;
}

static ssize_t put(int fd, const char *path, const void *bytes, size_t length, off_t at) {
    size_t olds;
    uint64_t size;
    pthread_mutex_lock(&turn);
    void *old = is_noting() ? before(path, at, length, &olds, &size) : NULL;
    if (old) note('W', path, at, size, old, olds, bytes, length);
    free(old);
    ssize_t done = true_pwrite(fd, bytes, length, at);
    int why = errno;
    pthread_mutex_unlock(&turn);
    errno = why;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    if (!on_disk(fd, path)) return true_write(fd, bytes, length);
    if (refuses_writes()) return -1;
    off_t at = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    if (at < 0) return true_write(fd, bytes, length);
    ssize_t done = put(fd, path, bytes, length, at);
    if (done > 0) lseek(fd, at + done, SEEK_SET);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
    char path[PATH_MAX];
    if (!on_disk(fd, path)) return true_pwrite(fd, bytes, length, at);
    if (refuses_writes()) return -1;
    return put(fd, path, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

ssize_t read(int fd, void *bytes, size_t length) {
    char path[PATH_MAX];
    if (manner() == BROKEN_READS && on_disk(fd, path)) return errno = EIO, -1;
    return true_read(fd, bytes, length);
}

ssize_t pread64(int fd, void *bytes, size_t length, off_t at) {
    char path[PATH_MAX];
    if (manner() == BROKEN_READS && on_disk(fd, path)) return errno = EIO, -1;
    return true_pread(fd, bytes, length, at);
}
ssize_t pread(int fd, void *bytes, size_t length, off_t at) { return pread64(fd, bytes, length, at); }

static int make_safe(int fd, int (*truly)(int)) {
    char path[PATH_MAX];
    if (!on_disk(fd, path)) return truly(fd);
    char how = manner();
    if (how == BROKEN_SYNCS || how == BROKEN_WRITES) return errno = EIO, -1;
    if (how == LIES) return 0;
    pthread_mutex_lock(&turn);
    note('S', path, 0, 0, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return 0;
}

int fsync(int fd) {
    manner();
    return make_safe(fd, true_fsync);
}

int fdatasync(int fd) {
    manner();
    return make_safe(fd, true_fdatasync);
}

int ftruncate64(int fd, off_t size) {
    char path[PATH_MAX];
    if (!on_disk(fd, path)) return true_ftruncate(fd, size);
    if (refuses_writes()) return -1;
    pthread_mutex_lock(&turn);
    size_t olds = 0;
    uint64_t had = 0;
    struct stat about;
    size_t tail = fstat(fd, &about) == 0 && about.st_size > size ? about.st_size - size : 0;
    void *old = is_noting() ? before(path, size, tail, &olds, &had) : NULL;
    if (old) note('T', path, size, had, old, olds, NULL, 0);
    free(old);
    int done = true_ftruncate(fd, size), why = errno;
    pthread_mutex_unlock(&turn);
    errno = why;
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int openat64(int at, const char *given, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    manner();
    char path[PATH_MAX];
    if (!told || (flags & O_ACCMODE) == O_RDONLY || (at != AT_FDCWD && given[0] != '/')) return true_openat(at, given, flags, mode);
    whole(given, path);
    if (!is_below(path) || strstr(path, "-shm")) return true_openat(at, given, flags, mode);
    struct stat about;
    int was_there = stat(path, &about) == 0;
    if (manner() == READ_ONLY) return errno = EROFS, -1;
    if (!was_there && refuses_writes()) return -1;
    pthread_mutex_lock(&turn);
    size_t olds = 0;
    void *old = was_there && flags & O_TRUNC && is_noting() ? content(path, &olds) : NULL;
    if (!was_there && flags & O_CREAT) note('C', path, 0, 0, NULL, 0, NULL, 0);
    if (olds) note('T', path, 0, olds, old, olds, NULL, 0);
    free(old);
    int fd = true_openat(at, given, flags, mode), why = errno;
    pthread_mutex_unlock(&turn);
    errno = why;
    return fd;
}
int openat(int at, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openat64(at, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openat64(AT_FDCWD, path, flags, mode);
}
int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openat64(AT_FDCWD, path, flags, mode);
}

int rename(const char *given, const char *to) {
    char from[PATH_MAX], there[PATH_MAX];
    manner();
    if (!told) return true_rename(given, to);
    whole(given, from), whole(to, there);
    if (!is_below(there)) return true_rename(given, to);
    if (refuses_writes()) return -1;
    pthread_mutex_lock(&turn);
    size_t olds = 0;
    struct stat about;
    int was_there = stat(there, &about) == 0;
    void *old = was_there && is_noting() ? content(there, &olds) : NULL;
    note('R', from, was_there, 0, old, olds, there, strlen(there));
    free(old);
    int done = true_rename(given, to), why = errno;
    pthread_mutex_unlock(&turn);
    errno = why;
    return done;
}

int unlink(const char *given) {
    char path[PATH_MAX];
    manner();
    if (!told) return true_unlink(given);
    whole(given, path);
    struct stat about;
    if (!is_below(path) || strstr(path, "-shm") || stat(path, &about) != 0 || !S_ISREG(about.st_mode)) return true_unlink(given);
    if (refuses_writes()) return -1;
    pthread_mutex_lock(&turn);
    size_t olds = 0;
    void *old = is_noting() ? content(path, &olds) : NULL;
    note('U', path, 0, 0, old, olds, NULL, 0);
    free(old);
    int done = true_unlink(given), why = errno;
    pthread_mutex_unlock(&turn);
    errno = why;
    return done;
}
