package dev.spillway.router.redis;

import dev.spillway.fairqueue.redis.RedisQueues;
import dev.spillway.router.dispatch.QueueFactory;
import dev.spillway.router.tenancy.TenantDirectory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.function.LongSupplier;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    @Bean
    RedisQueues redisQueues(RedisProperties properties) {
        return RedisQueues.connect(properties.host(), properties.port());
    }

    @Bean
    QueueFactory queueFactory(RedisQueues queues) {
        return queues::queue;
    }

    @Bean(initMethod = "start")
    RedisDirectoryFeed directoryFeed(
            RedisProperties properties, TenantDirectory tenants, LongSupplier nanoTicker) {
        return new RedisDirectoryFeed(properties, tenants, nanoTicker);
    }
}
