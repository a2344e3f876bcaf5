namespace Reliability.Common;

/// <summary>Specifies how large something is, such as the impact of technical debt or the effort to remove it.</summary>
public enum Level
{
    /// <summary>Not stated. It is rejected where a level is required.</summary>
    Unknown = 0,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,
}
