namespace Reliability.Releases;

/// <summary>Specifies why something is attributed to a deployment.</summary>
public enum DeploymentAttributionKind
{
    /// <summary>It is not attributed to a deployment: none was within the limit.</summary>
    None = 0,

    /// <summary>A person named the deployment.</summary>
    Explicit,

    /// <summary>It is the last deployment that started before, within the limit.</summary>
    LastBefore,

    /// <summary>A person named a deployment that does not exist.</summary>
    NotFound,
}
