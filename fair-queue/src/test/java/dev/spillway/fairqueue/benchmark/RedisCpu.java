package dev.spillway.fairqueue.benchmark;

import redis.clients.jedis.RedisClient;

/** CPU time of the one thread of Redis that runs commands. */
final class RedisCpu {

    private final RedisClient redis;

    RedisCpu(RedisClient redis) {
        this.redis = redis;
    }

    double micros() {
        double seconds = 0;
        for (String line : redis.info("cpu").lines().toList()) {
            if (line.startsWith("used_cpu_user_main_thread")
                    || line.startsWith("used_cpu_sys_main_thread")) {
                seconds += Double.parseDouble(line.substring(line.indexOf(':') + 1));
            }
        }
        return seconds * 1e6;
    }
}
