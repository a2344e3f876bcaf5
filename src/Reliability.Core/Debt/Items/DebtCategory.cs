namespace Reliability.Debt;

/// <summary>
/// Specifies where debt lies. The kinds from <see cref="Code"/> to <see cref="Security"/> lie in what is built, those from
/// <see cref="Runbook"/> on in how it is operated.
/// </summary>
public enum DebtCategory
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Code that is hard to change, such as duplicates and long methods.</summary>
    Code,

    /// <summary>The division into parts and their dependencies on each other.</summary>
    Architecture,

    /// <summary>Missing, slow or unreliable tests.</summary>
    Tests,

    /// <summary>Outdated or unsupported dependencies and platforms.</summary>
    Dependencies,

    /// <summary>Missing or wrong documentation.</summary>
    Documentation,

    /// <summary>Builds and pipelines.</summary>
    Build,

    /// <summary>Schemas, indexes and the quality of data.</summary>
    Data,

    /// <summary>Security.</summary>
    Security,

    /// <summary>Missing or outdated runbooks.</summary>
    Runbook,

    /// <summary>Capacity and scaling.</summary>
    Capacity,

    /// <summary>Alerts that are missing, noisy or without an action.</summary>
    Alerting,

    /// <summary>Measurements, logs and traces that are missing.</summary>
    Observability,

    /// <summary>Repeated manual work.</summary>
    Toil,

    /// <summary>Redundancy, backups and recovery.</summary>
    Resilience,
}
