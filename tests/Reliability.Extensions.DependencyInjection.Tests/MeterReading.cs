using System.Diagnostics.Metrics;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Hears what the Meter of one host tells.</summary>
internal static class MeterReading
{
    /// <summary>Keeps the last value of each instrument and set of tags.</summary>
    public static MeterListener Listen(IMeterFactory factory, Dictionary<string, double> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                // Other tests publish meters of the same name in this process.
                if (instrument.Meter.Name == ReliabilityDiagnostics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
        return listener;

        void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string[] texts = [.. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")];
            lock (seen)
            {
                seen[texts.Length == 0 ? instrument.Name : $"{instrument.Name}{{{string.Join(',', texts)}}}"] = value;
            }
        }
    }
}
