namespace Reliability.Releases;

/// <summary>Specifies the decision of a release gate. Higher values are stricter.</summary>
public enum GateVerdict
{
    /// <summary>No decision. A gate never returns this value.</summary>
    Unknown = 0,

    /// <summary>The release may proceed.</summary>
    Allow,

    /// <summary>The release may proceed after a person has read the reasons.</summary>
    Warn,

    /// <summary>The release must not proceed.</summary>
    Block,
}
