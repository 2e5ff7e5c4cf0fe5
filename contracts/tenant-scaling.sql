-- What each tenant of an AI platform may run and what it used, for platforms that keep it in
-- PostgreSQL (14 or later). Optional: the controller reads its own documents and needs no database.
-- TenantScalingSchemaIT runs this file and holds its defaults and its view against the controller's.

CREATE TABLE tenant_scaling_config (
    tenant_id text PRIMARY KEY,
    scaling_tier text NOT NULL DEFAULT 'basic'
        CHECK (scaling_tier IN ('basic', 'standard', 'premium', 'enterprise')),
    max_concurrent_jobs integer NOT NULL DEFAULT 1 CHECK (max_concurrent_jobs >= 0),
    max_model_size_gb integer NOT NULL DEFAULT 1 CHECK (max_model_size_gb >= 0),
    max_training_duration_hours integer NOT NULL DEFAULT 24 CHECK (max_training_duration_hours >= 0),
    auto_scaling_enabled boolean NOT NULL DEFAULT false,
    scaling_rules jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX tenant_scaling_config_scaling_tier ON tenant_scaling_config (scaling_tier);
CREATE INDEX tenant_scaling_config_auto_scaling_enabled ON tenant_scaling_config (auto_scaling_enabled);

-- The parameter is not named like the column: PL/pgSQL could not tell them apart.
CREATE FUNCTION get_tenant_scaling_policy(p_tenant_id text)
RETURNS TABLE (
    tier text,
    concurrent_jobs integer,
    model_size_gb integer,
    training_duration_hours integer,
    auto_scaling boolean
)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT scaling_tier, max_concurrent_jobs, max_model_size_gb, max_training_duration_hours, auto_scaling_enabled
        FROM tenant_scaling_config
        WHERE tenant_id = p_tenant_id;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'basic', 1, 1, 24, false;
    END IF;
END
$$;

-- A row for each hour or day: what was used in it.
CREATE TABLE tenant_resource_usage (
    tenant_id text NOT NULL REFERENCES tenant_scaling_config ON DELETE CASCADE,
    began_at timestamptz NOT NULL,
    hours double precision NOT NULL CHECK (hours > 0),
    cpu_hours double precision NOT NULL DEFAULT 0,
    gpu_hours double precision NOT NULL DEFAULT 0,
    storage_gb_days double precision NOT NULL DEFAULT 0,
    network_gb double precision NOT NULL DEFAULT 0,
    mean_cpu_ratio double precision NOT NULL CHECK (mean_cpu_ratio >= 0),
    mean_memory_ratio double precision NOT NULL CHECK (mean_memory_ratio >= 0),
    training_jobs bigint NOT NULL DEFAULT 0,
    endpoints integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, began_at)
);

CREATE MATERIALIZED VIEW tenant_cost AS
SELECT
    used.*,
    CASE
        WHEN mean_cpu_ratio < 0.4 AND mean_memory_ratio < 0.4 THEN 'over_provisioned'
        WHEN mean_cpu_ratio > 0.8 AND mean_memory_ratio > 0.8 THEN 'under_provisioned'
        ELSE 'appropriate'
    END AS fit
FROM (
    SELECT
        tenant_id,
        scaling_tier,
        sum(cpu_hours) AS cpu_hours,
        sum(gpu_hours) AS gpu_hours,
        sum(storage_gb_days) AS storage_gb_days,
        sum(network_gb) AS network_gb,
        sum(mean_cpu_ratio * hours) / sum(hours) AS mean_cpu_ratio,
        sum(mean_memory_ratio * hours) / sum(hours) AS mean_memory_ratio,
        sum(training_jobs) AS training_jobs,
        max(endpoints) AS endpoints
    FROM tenant_resource_usage
    JOIN tenant_scaling_config USING (tenant_id)
    GROUP BY tenant_id, scaling_tier
) AS used;

-- Without it the view cannot be refreshed while others read it.
CREATE UNIQUE INDEX tenant_cost_tenant ON tenant_cost (tenant_id, scaling_tier);
