namespace Reliability.Statistics.Internal;

/// <summary>
/// The search for the shifts of one series: season, isolated points, levels, choice of the model, and the form of each shift.
/// </summary>
internal sealed class ShiftSearch
{
    // Longer series are averaged to this many blocks at most.
    private const int MaxLength = 16_384;
    private const double SeasonSignificance = 0.01;

    private readonly ChangePointOptions _options;
    private readonly SeriesValues _series;
    private readonly double[] _values;
    private readonly double[] _original;
    private readonly double[] _seasonal;
    private readonly IReadOnlyList<double> _profile;
    private readonly int[] _positions;

    public ShiftSearch(ReadOnlySpan<int> positions, ReadOnlySpan<double> values, ChangePointOptions options)
    {
        _options = options;
        _series = SeriesValues.From(positions, values);
        _original = values.ToArray();
        _positions = options.NoisePhaseCount == 0 ? [] : positions.ToArray();
        _values = _series.Scaled;
        _profile = Profile(positions);
        _seasonal = new double[_profile.Count == 0 ? 0 : values.Length];
        for (int i = 0; i < _seasonal.Length; i++)
        {
            int phase = ((positions[i] % options.PhaseCount) + options.PhaseCount) % options.PhaseCount;
            _seasonal[i] = _series.Reduce(_profile[phase]);
            _values[i] -= _seasonal[i];
        }
    }

    public ChangePointResult Run()
    {
        List<Outlier> outliers = _series.IsConstant ? [] : Outliers();
        int minimum = _options.MinSegmentPoints;
        if (_values.Length < 2 * minimum)
        {
            return Result([], outliers, SeriesShape.Unknown, 0, 0);
        }

        if (_series.IsConstant)
        {
            return Result([], [], SeriesShape.Level, 0, 0);
        }

        int block = ((_values.Length - 1) / MaxLength) + 1;
        double[] values = block == 1 ? _values : Averaged(block);
        var choice = ShiftChoice.Of(values, minimum, _options.FalseAlarmProbability);
        var forms = new ShiftForms(values, _options, _series, choice.Autocorrelation);
        List<Shift> shifts = forms.Describe(choice.Changes);
        SeriesShape shape = choice.Shape == SeriesShape.Shifts && shifts.Count == 0 ? SeriesShape.Level : choice.Shape;
        return Result(
            block == 1 ? shifts : [.. shifts.Select(shift => Spread(shift, block))],
            outliers,
            shape,
            choice.Autocorrelation,
            _series.Restore(choice.Deviation));
    }

    private ChangePointResult Result(
        IReadOnlyList<Shift> shifts, IReadOnlyList<Outlier> outliers, SeriesShape shape, double autocorrelation, double deviation) => new()
        {
            Count = _values.Length,
            Shifts = shifts,
            Outliers = outliers,
            Shape = shape,
            Autocorrelation = autocorrelation,
            NoiseDeviation = deviation,
            Profile = _profile,
        };

    private IReadOnlyList<double> Profile(ReadOnlySpan<int> positions)
    {
        if (_options.Profile is not null || _options.PhaseCount == 0)
        {
            return _options.Profile ?? [];
        }

        SeasonalityResult season = SeasonalityTest.Test(positions, _series, _options.PhaseCount, SeasonSignificance);
        return season.IsSeasonal ? season.Profile : [];
    }

    private List<Outlier> Outliers()
    {
        var outliers = new List<Outlier>();
        foreach ((int index, double expected, double score) in
            IsolatedPoints.Limit(_positions, _values, _options.FalseAlarmProbability, _options.NoisePhaseCount))
        {
            double season = _seasonal.Length == 0 ? 0 : _seasonal[index];
            outliers.Add(new Outlier
            {
                Index = index,
                Value = _original[index],
                Expected = _series.RestoreLevel(expected + season),
                Score = score,
            });
        }

        return outliers;
    }

    private double[] Averaged(int block)
    {
        var averages = new double[_values.Length / block];
        for (int i = 0; i < averages.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < block; j++)
            {
                sum += _values[(i * block) + j];
            }

            averages[i] = sum / block;
        }

        return averages;
    }

    private Shift Spread(Shift shift, int block) => shift with
    {
        Index = shift.Index * block,
        From = Math.Max(0, (shift.From - 1) * block),
        To = Math.Min(_values.Length - 1, (shift.To + 1) * block),
    };
}
