namespace Reliability.Dashboard.Internal;

/// <summary>What the colour of a mark says. A mark is also told from others by its dashes, its shape, its hatch or its label.</summary>
internal enum Tone
{
    /// <summary>Nothing: the mark has the colour of its place among the marks.</summary>
    None,

    /// <summary>It is a reference, in the background.</summary>
    Quiet,

    /// <summary>It is good.</summary>
    Good,

    /// <summary>It is bad.</summary>
    Bad,

    /// <summary>It deserves attention.</summary>
    Warn,
}
