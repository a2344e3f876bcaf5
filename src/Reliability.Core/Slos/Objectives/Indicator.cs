using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Specifies what an objective measures, and which events are good: its service level indicator (SLI).</summary>
public abstract record Indicator
{
    private protected Indicator()
    {
    }

    /// <summary>Returns the definition of the series that stores the events of this indicator.</summary>
    /// <param name="id">The ID of the series.</param>
    public abstract SeriesDefinition SeriesFor(SeriesId id);

    /// <summary>Returns the credit of the events in a window, 0 to the number of events. A good event has a credit of 1.</summary>
    internal virtual decimal Credit(in WindowTotals totals) => totals.Good;
}
