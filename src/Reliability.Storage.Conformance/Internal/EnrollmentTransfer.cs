using System.Globalization;

namespace Reliability.Storage.Conformance.Internal;

/// <summary>Copies an experiment through the export and the import of the role, and describes all that is copied.</summary>
internal static class EnrollmentTransfer
{
    public static async Task<EnrollmentImportOutcome> TransferAsync(
        this IEnrollmentStore source, ExperimentId from, IEnrollmentStore target, ExperimentId to, string importId)
    {
        EnrollmentState state = await source.GetStateAsync(from, CancellationToken.None);
        for (string? after = null; ;)
        {
            UnitPage page = await source.ExportAsync(from, after, CancellationToken.None);
            UnitRecord[][] parts = [.. page.Units.Chunk(EnrollmentImport.MaxUnits)];
            foreach (UnitRecord[] part in parts.SkipLast(1))
            {
                await target.ImportAsync(new EnrollmentImport(to, importId, after, part), CancellationToken.None);
            }

            var last = new EnrollmentImport(to, importId, after, parts.LastOrDefault() ?? [])
            {
                Continuation = page.Continuation,
                Final = page.Continuation is null ? state : null,
            };
            EnrollmentImportResult result = await target.ImportAsync(last, CancellationToken.None);
            if (result.Outcome != EnrollmentImportOutcome.Staged)
            {
                return result.Outcome;
            }

            after = result.Continuation;
        }
    }

    public static async Task<List<UnitPage>> PagesAsync(this IEnrollmentStore store, ExperimentId experiment)
    {
        List<UnitPage> pages = [await store.ExportAsync(experiment, null, CancellationToken.None)];
        while (pages[^1].Continuation is { } continuation)
        {
            pages.Add(await store.ExportAsync(experiment, continuation, CancellationToken.None));
        }

        return pages;
    }

    /// <summary>Returns all that a store holds about an experiment, with each number to the bit, in an order of its own.</summary>
    public static async Task<string[]> ContentAsync(this IEnrollmentStore store, ExperimentId experiment)
    {
        EnrollmentState state = await store.GetStateAsync(experiment, CancellationToken.None);
        return
        [
            .. state.Summary.Arms.Select(arm => $"arm {arm.Variant} {arm.Units}"),
            .. state.Summary.Arms.SelectMany(arm => arm.Metrics.Where(sums => sums.Units != 0).Select(sums =>
                $"sums {arm.Variant} {sums.Metric} {sums.Units} "
                    + string.Join(' ', ((double[])[sums.X, sums.XX, sums.Y, sums.YY, sums.XY]).Select(Bits)))),
            $"crossed {state.Summary.Crossed}",
            .. state.Producers
                .Select(one => $"producer {one.ProducerId} {one.Sequence} {EnrollmentScript.Describe(one.Result)}")
                .Order(StringComparer.Ordinal),
            .. (await store.PagesAsync(experiment)).SelectMany(page => page.Units).Select(Describe)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Describe(UnitRecord unit) => string.Create(
        CultureInfo.InvariantCulture,
        $"unit {unit.Unit} {unit.Variant} {unit.Time:O} {unit.IsCrossed} "
        + $"{string.Join(", ", unit.Values.Select(Describe).Order(StringComparer.Ordinal))}");

    private static string Describe(UnitValues one) =>
        $"{one.Metric} {Bits(one.X)} {Bits(one.Y)} {one.HasConversion} {one.HasCovariate}";

    /// <summary>A store need not distinguish the two zeros.</summary>
    private static string Bits(double number) =>
        BitConverter.DoubleToInt64Bits(number + 0.0).ToString("x16", CultureInfo.InvariantCulture);
}
