namespace Reliability.Releases;

/// <summary>Specifies the outcome of a change of a deployment.</summary>
public enum DeploymentOutcome
{
    /// <summary>The outcome is unknown. No operation returns this value.</summary>
    Unknown = 0,

    /// <summary>The change is stored.</summary>
    Stored,

    /// <summary>The same change was stored before. Nothing changed.</summary>
    Duplicate,

    /// <summary>The deployment does not allow the change, or the ID belongs to another change. Nothing changed.</summary>
    Conflict,

    /// <summary>There is no such deployment. Nothing changed.</summary>
    NotFound,
}
