using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>The instruments that were published in this process, so that a name that matches none can be corrected.</summary>
internal sealed class PublishedInstruments
{
    private readonly ConcurrentDictionary<(string Meter, string Instrument), string?> _all = new();

    public void Add(Instrument instrument) => _all.TryAdd((instrument.Meter.Name, instrument.Name), null);

    /// <summary>Notes why an instrument cannot feed an objective.</summary>
    public void Reject(Instrument instrument, string fault) => _all[(instrument.Meter.Name, instrument.Name)] = fault;

    /// <summary>Returns why an instrument may not have appeared.</summary>
    /// <param name="meter">The name of the meter.</param>
    /// <param name="instrument">The name of the instrument.</param>
    /// <param name="unmet">Which conditions no measurement met; <see langword="null"/> if there was no measurement.</param>
    public string? Hint(string meter, string instrument, string? unmet)
    {
        if (_all.TryGetValue((meter, instrument), out string? fault))
        {
            return fault is null
                ? $"It is published, and no measurement met the conditions. {unmet}".TrimEnd()
                : $"It was published and rejected: {fault}.";
        }

        string[] siblings = [.. _all.Keys.Where(one => one.Meter == meter).Select(one => one.Instrument)];
        return siblings.Length > 0
            ? $"The meter exists and has no such instrument. {Names.Hint(instrument, siblings)}"
            : $"No instrument of this meter is published. {Names.Hint(meter, _all.Keys.Select(one => one.Meter))}".TrimEnd();
    }
}
