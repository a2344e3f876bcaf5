using System.Reflection;
using System.Text;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>The options of one setup as types of the core.</summary>
internal sealed record ReliabilitySetup(
    string Service,
    IReadOnlyList<SloDefinition> Objectives,
    IReadOnlyList<MetricDefinition> Metrics,
    SeriesRetention Retention,
    RecorderOptions Recorder)
{
    /// <summary>Gets every service of the setup, its own service first.</summary>
    public IReadOnlyList<string> Services { get; } = [
        .. Objectives.Select(slo => slo.Service).Concat(Metrics.Select(metric => metric.Service)).Prepend(Service)
            .Distinct(StringComparer.Ordinal)
    ];

    /// <summary>Gets the trend rules that are declared apart from their metric or objective.</summary>
    public IReadOnlyList<TrendRuleDefinition> TrendRules { get; init; } = [];

    /// <summary>Gets the metrics with the rules of their trends, the declared ones first, then those of objectives.</summary>
    public IReadOnlyList<MetricDefinition> AllMetrics =>
    [
        .. Metrics.Concat(Objectives.Select(MetricDefinition.Of)).Select(metric =>
            metric with { TrendRule = TrendRules.LastOrDefault(rule => rule.Metric == metric.Name)?.Rule ?? metric.TrendRule }),
    ];

    /// <summary>
    /// Returns the service of objectives that name none. The default is the entry assembly, so that unrelated applications that share a
    /// store stay apart.
    /// </summary>
    public static string ServiceOf(ReliabilityOptions options) =>
        options.Service ?? NameFrom(Assembly.GetEntryAssembly()?.GetName().Name) ?? SloDefinition.DefaultService;

    /// <summary>Returns the name of an assembly if it can be the name of a service, and <see langword="null"/> otherwise.</summary>
    public static string? NameFrom(string? assembly) =>
        assembly is { Length: > 0 } && Encoding.UTF8.GetByteCount(assembly) <= 200 && assembly.IsNormalized() ? assembly : null;

    public static ReliabilitySetup From(ReliabilityOptions options)
    {
        SeriesRetention retention = new RetentionSettings(options).ToRetention();
        IEnumerable<SloDefinition> all = options.Declared.OfType<SloDefinition>()
            .Concat(options.Slos.Select(s => SloOptionsReader.Read(s.Key, s.Value)));
        string service = ServiceOf(options);
        all = all.Select(slo => slo.Service == SloDefinition.DefaultService ? slo with { Service = service } : slo);

        IEnumerable<MetricDefinition> metrics = options.Declared.OfType<MetricDefinition>()
            .Concat(options.Metrics.Select(metric => MetricOptionsReader.Read(metric.Key, metric.Value)))
            .Select(metric => metric.Service == SloDefinition.DefaultService ? metric with { Service = service } : metric);

        // What is declared twice alike counts once; two different objectives or metrics of the same name are reported later.
        return new ReliabilitySetup(service, [.. all.Distinct()], [.. metrics.Distinct()], retention, new RecorderOptions
        {
            Retention = retention,
            DayZone = Check.Zone(options.DayZone, nameof(options.DayZone)),
            FutureTolerance = options.FutureTolerance,
            MaxPendingBuckets = options.MaxPendingBuckets,
            MaxCellBytes = options.MaxCellBytes,
            MaxBatchBuckets = options.MaxBatchBuckets,
            RecordQuietMinutes = options.RecordQuietMinutes,
            ThrowOnInvalidInput = options.ThrowOnInvalidInput,
        })
        {
            TrendRules =
            [
                .. options.Slos.Where(slo => slo.Value.TrendRule is not null).Select(slo =>
                    new TrendRuleDefinition { Metric = slo.Key, Rule = TrendRuleReader.Read(slo.Value.TrendRule)! }),
                .. options.Declared.OfType<TrendRuleDefinition>(),
            ],
        };
    }
}
