using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>What an objective measures, and what a good event is.</summary>
public abstract record Indicator
{
    private protected Indicator()
    {
    }

    /// <summary>The series that holds the events of this indicator.</summary>
    /// <param name="id">The name of the series.</param>
    public abstract SeriesDefinition SeriesFor(SeriesId id);

    /// <summary>The credit that the events of a window earned, from 0 to their count.</summary>
    internal virtual decimal Credit(in WindowTotals totals) => totals.Good;
}
