/* A slow disk: every fsync and fdatasync waits first, SLOW_SYNC_MS="50 500" milliseconds. Loaded by LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void wait_a_while(void)
{
    const char *range = getenv("SLOW_SYNC_MS");
    int low, high;
    if (range == NULL || sscanf(range, "%d %d", &low, &high) != 2)
        return;
    int ms = low + rand() % (high - low + 1);
    struct timespec pause = {ms / 1000, (ms % 1000) * 1000000L};
    nanosleep(&pause, NULL);
}

int fsync(int file)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_a_while();
    return real(file);
}

int fdatasync(int file)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_a_while();
    return real(file);
}
