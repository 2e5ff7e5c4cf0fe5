package dev.spillway.router.metrics;

import dev.spillway.router.dispatch.Pools;
import dev.spillway.router.problem.ProblemWriter;
import dev.spillway.router.tenancy.TenantDirectory;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import java.util.function.LongSupplier;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    PrometheusMeterRegistry meterRegistry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        return registry;
    }

    @Bean
    JvmGcMetrics gcMetrics(PrometheusMeterRegistry registry) {
        JvmGcMetrics metrics = new JvmGcMetrics();
        metrics.bindTo(registry);
        return metrics;
    }

    @Bean
    QueueMeters queueMeters(
            PrometheusMeterRegistry registry, Pools pools, TenantDirectory tenants) {
        QueueMeters meters = new QueueMeters(registry, pools);
        tenants.onChange(meters::follow);
        return meters;
    }

    @Bean
    FilterRegistrationBean<HttpMetricsFilter> httpMetricsFilter(
            PrometheusMeterRegistry registry, ProblemWriter writer, LongSupplier nanoTicker) {
        var bean =
                new FilterRegistrationBean<>(
                        new HttpMetricsFilter(new RouterMetrics(registry), writer, nanoTicker));
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return bean;
    }
}
