using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Works out when recurring time happens. The package <c>Reliability.Recurrence</c> holds one.</summary>
public interface IRecurrenceExpander
{
    /// <summary>Every occurrence that overlaps a range, in order; they may overlap each other.</summary>
    /// <param name="recurrence">The recurrence.</param>
    /// <param name="range">The range, in UTC.</param>
    /// <exception cref="ArgumentException">
    /// The rule cannot be read, or happens too often; the message names what would be legal.
    /// </exception>
    IReadOnlyList<TimeRange> Expand(Recurrence recurrence, TimeRange range);
}
