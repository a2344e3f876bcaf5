namespace Reliability.Slos;

/// <summary>What a release gate decides; later values are stricter.</summary>
public enum GateVerdict
{
    /// <summary>Release.</summary>
    Allow,

    /// <summary>Release with care: somebody should look first.</summary>
    Warn,

    /// <summary>Do not release.</summary>
    Block,
}
