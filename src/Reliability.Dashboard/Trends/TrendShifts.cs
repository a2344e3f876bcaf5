using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the shifts of a metric and what somebody accepted of them, with the buttons that change it.</summary>
internal sealed class TrendShifts(HtmlWriter html, PageContext page, TrendDocument document, TrendUnit unit)
{
    /// <summary>The most acceptances in the table.</summary>
    private const int MaxRows = 100;

    private bool MayChange => document is { Past: null, Value: null } && page.Viewer.MayChange(document.Trend.Service);

    public void Write()
    {
        WriteShifts();
        if (document.Accepted.Count > 0)
        {
            WriteAccepted();
        }
    }

    private void WriteShifts()
    {
        html.Open("section").Attribute("id", "shifts").Element("h2", "Shifts of the level");
        if (document.Shifts.Count == 0)
        {
            html.Element("p", "There is none that chance does not explain.", "quiet").Close();
            return;
        }

        WideTable.Open(
            html,
            "Shifts",
            "At",
            "Between",
            "Kind",
            ColumnHead.Number("Before"),
            ColumnHead.Number("After"),
            ColumnHead.Number("Change"),
            ColumnHead.Number("p"),
            "For better or worse",
            "At the same time as",
            "Accepted");
        for (int i = 0; i < document.Shifts.Count; i++)
        {
            WriteShift(document.Shifts[i], $"/shifts/{At(i)}");
        }

        WideTable.Close(html);
        html.Element("p", "That something happened at the same time does not mean that it is the cause.", "quiet").Close();
    }

    private void WriteShift(TrendShiftRow shift, string pointer)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Figure(pointer + "/at", shift.At, page.Zone).Close()
            .Open("td").Figure(pointer + "/from", shift.From, page.Zone).Text(" and ")
            .Figure(pointer + "/to", shift.To, page.Zone).Close()
            .Open("td").Word(pointer + "/kind", shift.Kind).Close().Open("td", "n");
        unit.Write(html, pointer + "/before", shift.Before);
        html.Close().Open("td", "n");
        unit.Write(html, pointer + "/after", shift.After);
        html.Close().Open("td", "n");
        unit.Write(html, pointer + "/size", shift.Size);
        html.Open("small").Text(" ").Figure(pointer + "/ratio", Format.Lift, shift.Ratio).Close().Close()
            .Open("td", "n").Figure(pointer + "/pValue", Format.Number, shift.PValue).Close().Open("td");
        TrendMark.Write(html, shift.Verdict, pointer + "/verdict");
        html.Close().Open("td");
        for (int i = 0; i < shift.Markers.Count; i++)
        {
            string marker = $"{pointer}/markers/{At(i)}";
            html.Text(i == 0 ? string.Empty : ", ").Word(marker + "/text", shift.Markers[i].Text).Open("small").Text(" ")
                .Figure(marker + "/at", shift.Markers[i].At, page.Zone).Close();
        }

        html.Close().Open("td");
        if (shift.AcceptedBy is not null)
        {
            html.Text("by ").Word(pointer + "/acceptedBy", shift.AcceptedBy);
        }
        else if (MayChange && shift.Kind != "Transient")
        {
            string at = shift.At.ToString("O", CultureInfo.InvariantCulture);
            ChangeButtons.Open(html, "metric", document.Trend.Metric);
            ChangeButtons.Hidden(html, "shift", at);
            ChangeButtons.Open(html, page, "accept").Attribute("data-metric", document.Trend.Metric).Attribute("data-shift", at)
                .Attribute("aria-label", $"Accept the shift at {Show.Instant(shift.At, page.Zone)}").Text("Accept").Close().Close();
        }
        else
        {
            html.Text("no");
        }

        html.Close().Close();
    }

    private void WriteAccepted()
    {
        html.Open("section").Attribute("id", "accepted").Element("h2", "Accepted shifts");
        WideTable.Open(html, "Accepted shifts", "Shift", "Kind", "Accepted by", "At", "Reason", "Withdrawn");
        int shown = Math.Min(MaxRows, document.Accepted.Count);
        for (int i = 0; i < shown; i++)
        {
            WriteAccepted(document.Accepted[i], $"/accepted/{At(i)}");
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteAccepted(AcceptedShiftRow row, string pointer)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Figure(pointer + "/at", row.At, page.Zone).Close()
            .Open("td").Word(pointer + "/kind", row.Kind).Close()
            .Open("td").Word(pointer + "/by", row.By).Close()
            .Open("td").Figure(pointer + "/acceptedAt", row.AcceptedAt, page.Zone).Close()
            .Open("td", "reason").Word(pointer + "/reason", row.Reason).Close().Open("td");
        if (row.WithdrawnAt is not null)
        {
            html.Text("by ").Word(pointer + "/withdrawnBy", row.WithdrawnBy).Text(", ")
                .Figure(pointer + "/withdrawnAt", row.WithdrawnAt, page.Zone)
                .Open("small").Text(" ").Word(pointer + "/withdrawalReason", row.WithdrawalReason).Close();
        }
        else if (MayChange)
        {
            ChangeButtons.Open(html, "metric", document.Trend.Metric);
            ChangeButtons.Hidden(html, "id", row.Id);
            ChangeButtons.Open(html, page, "withdraw").Attribute("data-metric", document.Trend.Metric).Attribute("data-id", row.Id)
                .Attribute("aria-label", $"Withdraw the acceptance of the shift at {Show.Instant(row.At, page.Zone)}")
                .Text("Withdraw").Close().Close();
        }
        else
        {
            html.Text("no");
        }

        html.Close().Close();
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
