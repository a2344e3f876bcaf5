using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Incidents;

namespace Reliability.Dashboard.Tests;

/// <summary>Postmortems of a shop and their actions.</summary>
internal static class ShopPostmortems
{
    public const string ImprovementAddress = "/reliability/improvement/shop";

    /// <summary>The page of the postmortem of the open incident.</summary>
    public const string Address = "/reliability/postmortem/shop/198c70047605";

    /// <summary>Returns who changes something, and why.</summary>
    public static ChangeRequest Change(string id, string text = "ada") => new() { By = text, Reason = text, Id = id };

    /// <summary>Drafts a postmortem and fills in every part of it, with an overdue, an undated and a closed action.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="incidentId">The id of the incident.</param>
    /// <param name="text">A text that stands in every field that takes one.</param>
    /// <param name="name">The text, short enough for a name.</param>
    public static async Task<Postmortem> FillAsync(Shop shop, string incidentId, string text, string name)
    {
        IPostmortems postmortems = shop.Site.Services.GetRequiredService<IPostmortems>();
        Postmortem draft = (await postmortems.DraftAsync("shop", incidentId, Change("draft", name))).Current!;
        DateTimeOffset filed = Shop.Now.AddDays(-40);
        PostmortemUpdate edited = await postmortems.EditAsync(
            draft,
            draft.Content with
            {
                Title = name,
                Summary = text,
                Timeline =
                [
                    .. draft.Content.Timeline,
                    new PostmortemEvent
                    {
                        At = Shop.Now.AddMinutes(-20),
                        Kind = PostmortemEventKind.Note,
                        Description = text,
                        IsEstimate = true,
                    },
                ],
                Analysis = text + "\n\nIt had no limit.",
                ContributingFactors = [text, "Nobody was warned."],
                Impact = draft.Content.Impact with { Users = text, Business = text },
                Remediation = text,
                Actions =
                [
                    Action("late", name, ActionKind.Prevent, filed) with { Owner = name, DueOn = Day(-3), DebtItemId = name },
                    Action("undated", "Warn earlier", ActionKind.Detect, Shop.Now.AddDays(-100)),
                    Action("closed", "Practise it", ActionKind.Process, Shop.Now.AddDays(-30)) with
                    {
                        Status = ActionStatus.Done,
                        ClosedAt = Shop.Now.AddDays(-18),
                    },
                ],
                WentWell = [text],
                WentBadly = [text],
                WasLucky = [text],
                SupportingData = [new PostmortemEvidence { Title = name, Address = new Uri("https://example.com/graph?a=%3Cb%3E&c='d'") }],
            },
            Change("edit", name));
        return edited.Current ?? throw new InvalidOperationException(edited.Rejection);

        ActionItem Action(string id, string title, ActionKind kind, DateTimeOffset at) =>
            new() { Id = id, IncidentId = incidentId, Title = title, Kind = kind, CreatedAt = at };
    }

    /// <summary>Returns a day relative to that of the shop.</summary>
    public static DateOnly Day(int days) => DateOnly.FromDateTime(Shop.Now.UtcDateTime).AddDays(days);
}
