using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>The options of one set-up in the terms of the core.</summary>
internal sealed record ReliabilitySetup(IReadOnlyList<SloDefinition> Objectives, SeriesRetention Retention, RecorderOptions Recorder)
{
    public static ReliabilitySetup From(ReliabilityOptions options)
    {
        var retention = new SeriesRetention(options.MinuteRetention, options.HourRetention);
        IEnumerable<SloDefinition> all = options.Objectives.Concat(options.Slos.Select(s => SloOptionsReader.Read(s.Key, s.Value)));
        if (options.Service is { } service)
        {
            all = all.Select(slo => slo.Service == SloDefinition.DefaultService ? slo with { Service = service } : slo);
        }

        // The same objective declared twice is one; two different ones of the same name are an error further on.
        return new ReliabilitySetup([.. all.Distinct()], retention, new RecorderOptions
        {
            Retention = retention,
            FutureTolerance = options.FutureTolerance,
            MaxPendingBuckets = options.MaxPendingBuckets,
            MaxBatchBuckets = options.MaxBatchBuckets,
            Heartbeat = options.Heartbeat,
        });
    }
}
