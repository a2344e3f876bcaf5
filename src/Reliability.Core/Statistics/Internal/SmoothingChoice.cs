using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>Chooses the components that were not declared.</summary>
internal static class SmoothingChoice
{
    public static HoltWintersModel Choose(SmoothingSeries series, HoltWintersOptions options)
    {
        if (series.Count == 0)
        {
            return new HoltWintersModel(series, null, "There are no values.");
        }

        if (series.IsConstant)
        {
            return new HoltWintersModel(series, SmoothingFit.Fit(series, Plain), "All values are equal.");
        }

        List<string> reasons = [];
        SeasonalComponent[] seasons = Seasons(series, options, reasons);
        SmoothingForm[] forms = Fitting(series, seasons, Trends(options, seasons), options.PhaseCount);
        if (forms.Length == 0 && seasons is not [SeasonalComponent.None])
        {
            reasons.Add("There are too few values for a season.");
            seasons = [SeasonalComponent.None];
            forms = Fitting(series, seasons, Trends(options, seasons), 0);
        }

        if (forms.Length == 0)
        {
            reasons.Add("There are too few values for a trend.");
            forms = [Plain];
        }

        SmoothingFit? best = null;
        foreach (SmoothingForm form in forms)
        {
            SmoothingFit fit = SmoothingFit.Fit(series, form);
            best = best is null || fit.Aicc < best.Aicc || fit.SquaredErrors == 0 ? fit : best;
            if (fit.SquaredErrors == 0)
            {
                break;
            }
        }

        if (forms.Length > 1)
        {
            reasons.Add(Check.Text($"The model has the least AICc of {forms.Length}."));
        }

        return new HoltWintersModel(series, best, reasons.Count == 0 ? "The model was declared." : string.Join(' ', reasons));
    }

    private static SmoothingForm Plain => new(TrendComponent.None, SeasonalComponent.None, 0);

    /// <summary>Returns the trends to choose from. With a season, a level without a trend is a damped one with a slope of 0.</summary>
    private static TrendComponent[] Trends(HoltWintersOptions options, SeasonalComponent[] seasons) =>
        options.Trend != TrendComponent.Unknown ? [options.Trend]
        : seasons is [SeasonalComponent.None] ? [TrendComponent.None, TrendComponent.Linear, TrendComponent.Damped]
        : [TrendComponent.Linear, TrendComponent.Damped];

    private static SeasonalComponent[] Seasons(SmoothingSeries series, HoltWintersOptions options, List<string> reasons)
    {
        if (options.PhaseCount == 0 || options.Season == SeasonalComponent.None)
        {
            return [SeasonalComponent.None];
        }

        if (series.Count < 2 * options.PhaseCount)
        {
            reasons.Add(Check.Text($"There are fewer than two periods of {options.PhaseCount} values, so there is no season."));
            return [SeasonalComponent.None];
        }

        return options.Season != SeasonalComponent.Unknown ? [options.Season]
            : series.IsPositive ? [SeasonalComponent.Additive, SeasonalComponent.Multiplicative]
            : [SeasonalComponent.Additive];
    }

    /// <summary>Returns the forms for which there are enough values. The information criterion needs three more than parameters.</summary>
    private static SmoothingForm[] Fitting(
        SmoothingSeries series, SeasonalComponent[] seasons, TrendComponent[] trends, int period) =>
    [
        .. from season in seasons
           from trend in trends
           select new SmoothingForm(trend, season, season == SeasonalComponent.None ? 0 : period) into form
           where series.Count >= form.ParameterCount + 3
           select form,
    ];
}
