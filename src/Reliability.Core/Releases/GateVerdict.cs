namespace Reliability.Releases;

/// <summary>The decision of a release gate; later values are stricter.</summary>
public enum GateVerdict
{
    /// <summary>Nothing was decided. A gate never returns it.</summary>
    Unknown = 0,

    /// <summary>Release.</summary>
    Allow,

    /// <summary>Release with care: somebody should look first.</summary>
    Warn,

    /// <summary>Do not release.</summary>
    Block,
}
