namespace Reliability.Internal;

/// <summary>
/// What a declaration says about an event. One event counts once for an objective, and of several declarations that select it the greatest
/// verdict holds: it is bad if one of them calls it bad, and left out only if all of them leave it out.
/// </summary>
internal enum EventVerdict
{
    None = 0,

    /// <summary>It ended before it could be judged, because its caller cancelled it.</summary>
    Abandoned,
    Good,
    Bad,
}
