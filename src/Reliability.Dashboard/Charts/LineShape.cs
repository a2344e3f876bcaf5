namespace Reliability.Dashboard.Internal;

/// <summary>How the points of a series are joined.</summary>
internal enum LineShape
{
    /// <summary>No shape is chosen. It is not valid.</summary>
    None,

    /// <summary>Points are joined by straight lines.</summary>
    Line,

    /// <summary>A value holds until the next one, as a budget does.</summary>
    Step,

    /// <summary>Points are not joined.</summary>
    Dots,
}
