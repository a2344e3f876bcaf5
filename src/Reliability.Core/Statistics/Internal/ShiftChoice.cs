namespace Reliability.Statistics.Internal;

/// <summary>
/// The chosen description of a series: levels with shifts between them, one level, or a line. Shifts must be significant, and must describe
/// the values better than persistent noise and than a line do. The margins are in units of the logarithm of the likelihood. They are
/// calibrated by simulation, see benchmarks/results/shifts.md.
/// </summary>
internal sealed record ShiftChoice(
    SeriesShape Shape, IReadOnlyList<LevelChange> Changes, double Autocorrelation, double Deviation)
{
    // White shifts against persistent noise without a shift: for the first shift, and for each further one.
    private const double NoiseMargin = 3;
    private const double NoiseMarginEach = 6;

    // Several white shifts against a single one in persistent noise, for each further shift.
    private const double SingleMarginEach = 4;

    // White shifts against a line. The scatter of the difference grows with what the line explains.
    private const double LineMargin = 0.5;
    private const double LineMarginShare = 0.08;
    private const double LineMarginEach = 7;

    // Shifts in persistent noise against all descriptions without a shift.
    private const double PersistentMargin = 7;
    private const double PersistentMarginEach = 7;

    // What the autocorrelation must gain to be assumed.
    private const double AutocorrelationMargin = 1;

    public static ShiftChoice Of(double[] values, int minimum, double falseAlarm)
    {
        var search = new LevelSearch(values, minimum);
        var models = new ShiftModels(values);
        ShiftModels.Model level = models.Level();
        ShiftModels.Model line = models.Line();
        List<LevelChange> changes = search.Find(falseAlarm, 1);
        if (changes.Count == 0)
        {
            return WithoutShift(level, line, values.Length);
        }

        ShiftModels.Model shifts = models.Levels(changes);
        double lineLikelihood = Math.Max(line.White, line.Correlated - AutocorrelationMargin);
        int more = changes.Count - 1;
        double lineMargin = LineMargin + (LineMarginShare * Math.Max(0, lineLikelihood - level.White)) + (LineMarginEach * more);
        ShiftChoice? white = shifts.White - level.Correlated >= NoiseMargin + (NoiseMarginEach * more)
            && shifts.White - lineLikelihood >= lineMargin
            ? WithShifts(changes, shifts, 0, values.Length) : null;
        ShiftModels.Model single = models.Levels([new LevelChange(search.BestChange(), 0, 0, 0)]);
        if (white is not null && (more == 0 || shifts.White - single.Correlated >= SingleMarginEach * more))
        {
            return white;
        }

        // The search is repeated for shifts in persistent noise, with the autocorrelation that is left around the best change.
        double rho = single.Autocorrelation;
        changes = search.Find(falseAlarm, (1 + rho) / (1 - rho));
        if (changes.Count > 0)
        {
            shifts = models.Levels(changes);
            double gain = shifts.Correlated - Math.Max(level.Correlated, line.Correlated);
            if (gain >= PersistentMargin + (PersistentMarginEach * (changes.Count - 1)))
            {
                return WithShifts(changes, shifts, shifts.Autocorrelation, values.Length);
            }
        }

        return white ?? WithoutShift(level, line, values.Length);
    }

    private static ShiftChoice WithShifts(List<LevelChange> changes, ShiftModels.Model model, double autocorrelation, int count) =>
        new(SeriesShape.Shifts, changes, autocorrelation, Math.Sqrt(model.Within / Math.Max(1, count - changes.Count - 1)));

    private static ShiftChoice WithoutShift(ShiftModels.Model level, ShiftModels.Model line, int count)
    {
        double levelLikelihood = Math.Max(level.White, level.Correlated - AutocorrelationMargin);
        double lineLikelihood = Math.Max(line.White, line.Correlated - AutocorrelationMargin);
        bool isLine = lineLikelihood - levelLikelihood > 0.5 * Math.Log(count);
        ShiftModels.Model chosen = isLine ? line : level;
        return new ShiftChoice(
            isLine ? SeriesShape.Line : SeriesShape.Level,
            [],
            chosen.Correlated - AutocorrelationMargin > chosen.White ? chosen.Autocorrelation : 0,
            Math.Sqrt(chosen.Within / Math.Max(1, count - (isLine ? 2 : 1))));
    }
}
