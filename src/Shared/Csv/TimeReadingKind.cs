namespace Reliability.Common.Internal;

/// <summary>How much the text of a time tells.</summary>
internal enum TimeReadingKind
{
    /// <summary>It is no time.</summary>
    None,

    /// <summary>An instant: a Unix time, or a time with an offset.</summary>
    Instant,

    /// <summary>A local time.</summary>
    Local,

    /// <summary>A local time whose day and month may be exchanged.</summary>
    OpenOrder,
}
