namespace Reliability.Releases;

/// <summary>Specifies the state of a deployment.</summary>
public enum DeploymentStatus
{
    /// <summary>The state is not known to this version of the library.</summary>
    Unknown = 0,

    /// <summary>The deployment has started and not ended.</summary>
    Running,

    /// <summary>The deployment ended, and its version was in use from then on.</summary>
    Succeeded,

    /// <summary>The deployment ended without putting its version in use.</summary>
    Failed,

    /// <summary>The version was in use, and was withdrawn: by a later deployment that is its rollback, or by a report.</summary>
    RolledBack,
}
