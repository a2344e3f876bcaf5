using Reliability.Common;

namespace Reliability.Slos;

/// <summary>
/// Computes the occurrences of recurring time ranges. The package <c>Reliability.Recurrence</c> provides an implementation.
/// </summary>
public interface IRecurrenceExpander
{
    /// <summary>Returns all occurrences that overlap a range, in time order. Occurrences can overlap each other.</summary>
    /// <param name="recurrence">The recurrence.</param>
    /// <param name="range">The range, in UTC.</param>
    /// <exception cref="ArgumentException">The rule is not valid or recurs too often. The message states which rules are valid.</exception>
    IReadOnlyList<TimeRange> Expand(Recurrence recurrence, TimeRange range);
}
