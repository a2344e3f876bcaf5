using System.Reflection;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>The options of one set-up in the terms of the core.</summary>
internal sealed record ReliabilitySetup(string Service, IReadOnlyList<SloDefinition> Objectives, SeriesRetention Retention, RecorderOptions Recorder)
{
    /// <summary>Every service that the set-up has something of, its own first.</summary>
    public IReadOnlyList<string> Services { get; } = [.. Objectives.Select(slo => slo.Service).Prepend(Service).Distinct(StringComparer.Ordinal)];

    /// <summary>The service of what names none: strangers that share a store do not become one.</summary>
    public static string ServiceOf(ReliabilityOptions options) => options.Service ?? EntryAssembly ?? SloDefinition.DefaultService;

    private static string? EntryAssembly => Assembly.GetEntryAssembly()?.GetName().Name is { Length: > 0 and <= 60 } name ? name : null;

    public static ReliabilitySetup From(ReliabilityOptions options)
    {
        var retention = new SeriesRetention(options.MinuteRetention, options.HourRetention);
        IEnumerable<SloDefinition> all = options.Declared.OfType<SloDefinition>().Concat(options.Slos.Select(s => SloOptionsReader.Read(s.Key, s.Value)));
        string service = ServiceOf(options);
        all = all.Select(slo => slo.Service == SloDefinition.DefaultService ? slo with { Service = service } : slo);

        // The same objective declared twice is one; two different ones of the same name are an error further on.
        return new ReliabilitySetup(service, [.. all.Distinct()], retention, new RecorderOptions
        {
            Retention = retention,
            FutureTolerance = options.FutureTolerance,
            MaxPendingBuckets = options.MaxPendingBuckets,
            MaxBatchBuckets = options.MaxBatchBuckets,
            Heartbeat = options.Heartbeat,
        });
    }
}
