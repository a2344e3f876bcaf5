using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the tile that says when the budget ends.</summary>
internal static class ForecastTilePart
{
    public static void Write(HtmlWriter html, PageContext page, ForecastTile forecast)
    {
        html.Open("div", "card tile").Element("h3", "Budget ends");
        html.Open("span", "fig small");
        _ = forecast.Outcome switch
        {
            "IsSpent" => html.Text("It is spent"),
            "WillBeSpent" => html.Figure("/forecast/likely", forecast.Likely, page.Zone),
            "MayBeSpent" => html.Text("Perhaps"),
            "Lasts" => html.Text("It lasts"),
            _ => html.Text("Not known"),
        };
        html.Close().Open("small");
        if (forecast.Reason is not null)
        {
            html.Word("/forecast/reason", forecast.Reason);
        }
        else if (forecast.Outcome != "IsSpent")
        {
            html.Text("With ").Figure("/forecast/confidence", Format.PercentWhole, (decimal)forecast.Confidence)
                .Text(" confidence not before ");
            _ = forecast.Earliest is null
                ? html.Figure("/forecast/horizon", forecast.Horizon, page.Zone)
                : html.Figure("/forecast/earliest", forecast.Earliest, page.Zone);
            if (forecast.Latest is not null)
            {
                html.Text(", and not after ").Figure("/forecast/latest", forecast.Latest, page.Zone);
            }

            html.Text(", at ").Figure("/forecast/badPerHour", Format.Number, forecast.BadPerHour)
                .Text(" bad units an hour, as in the last ")
                .Figure("/forecast/hours", Format.Count, (decimal)forecast.Hours).Text(" hours");
            _ = forecast.Season switch
            {
                nameof(ForecastSeason.Day) => html.Text(", by the hour of the day"),
                nameof(ForecastSeason.Week) => html.Text(", by the hour of the week"),
                _ => html,
            };
        }

        html.Close().Close();
    }
}
