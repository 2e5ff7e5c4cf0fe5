package dev.spillway.router;

import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.router.admission.Bandwidth;
import dev.spillway.router.dispatch.Dispatcher;
import dev.spillway.router.dispatch.Pools;
import dev.spillway.router.dispatch.QueueFactory;
import dev.spillway.router.health.Drain;
import dev.spillway.router.health.DrainFilter;
import dev.spillway.router.identity.Callers;
import dev.spillway.router.identity.Credentials;
import dev.spillway.router.identity.Tokens;
import dev.spillway.router.problem.ProblemWriter;
import dev.spillway.router.tenancy.TenantDirectory;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

@Configuration(proxyBeanMethods = false)
class RouterConfiguration {

    @Bean
    InstantSource time() {
        return InstantSource.system();
    }

    @Bean
    LongSupplier nanoTicker() {
        return System::nanoTime;
    }

    @Bean
    ProblemWriter problemWriter() {
        return new ProblemWriter(new JsonMapper());
    }

    @Bean
    TenantDirectory tenantDirectory() {
        return new TenantDirectory(
                JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build());
    }

    @Bean
    Callers callers(TenantDirectory tenants, Tokens tokens) {
        return new Callers(new Credentials(tenants, tokens));
    }

    @Bean
    Pools pools(
            QueueFactory factory,
            RouterProperties properties,
            TenantDirectory tenants,
            LongSupplier nanoTicker) {
        String id = properties.id();
        RouterId router =
                new RouterId(
                        id == null || id.isBlank()
                                ? "router-" + UUID.randomUUID().toString().substring(0, 13)
                                : id);
        Pools pools = new Pools(factory, router, nanoTicker);
        tenants.onChange(pools::follow);
        return pools;
    }

    @Bean
    Bandwidth bandwidth(TenantDirectory tenants, LongSupplier nanoTicker) {
        Bandwidth bandwidth = new Bandwidth(nanoTicker);
        tenants.onChange(bandwidth::follow);
        return bandwidth;
    }

    @Bean
    Dispatcher dispatcher(
            Pools pools, Bandwidth bandwidth, InstantSource time, LongSupplier nanoTicker) {
        return new Dispatcher(pools, bandwidth, time, nanoTicker, random());
    }

    @Bean
    Drain drain(Dispatcher dispatcher, RouterProperties properties) {
        return new Drain(dispatcher, properties.drainTimeout());
    }

    @Bean
    FilterRegistrationBean<DrainFilter> drainFilter(Drain drain, ProblemWriter writer) {
        var bean = new FilterRegistrationBean<>(new DrainFilter(drain, writer));
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return bean;
    }

    /**
     * The generator of whichever thread asks: one shared by all would be a lock on every request.
     */
    private static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
