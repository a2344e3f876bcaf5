namespace Reliability.Releases;

/// <summary>Specifies what changed about a deployment.</summary>
public enum DeploymentChangeKind
{
    /// <summary>The kind is not known to this version of the library. The entry has no effect here.</summary>
    Unknown = 0,

    /// <summary>The deployment started.</summary>
    Started,

    /// <summary>The deployment ended, or was rolled back.</summary>
    Finished,

    /// <summary>The deployment was recorded with its end.</summary>
    Recorded,

    /// <summary>A host that runs the version recorded the deployment.</summary>
    Observed,

    /// <summary>Test results were attached.</summary>
    Tested,
}
