using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>The page docs/log-events.md: every log event, from the declarations in the code.</summary>
internal static class LogEventsPage
{
    /// <summary>The categories by the hundreds of their event ids.</summary>
    private static readonly Dictionary<int, string> _categories = new()
    {
        [1] = ReliabilityLogCategories.Recording,
        [2] = ReliabilityLogCategories.Alerting,
        [3] = ReliabilityLogCategories.Experiments,
        [4] = ReliabilityLogCategories.Jobs,
        [5] = ReliabilityLogCategories.AspNetCore,
        [6] = ReliabilityLogCategories.AspNetCore,
    };

    /// <summary>Every declared log event, by its id.</summary>
    public static IReadOnlyList<LoggerMessageAttribute> All { get; } =
    [
        .. ShippedLibraries.All.SelectMany(library => library.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(one => one.EventId),
    ];

    public static string Make()
    {
        StringBuilder page = new();
        page.Append("# Log events\n\nEvery event that the packages log. Ids and names are unique and do not change ")
            .Append("([support](support.md)); texts can. [Troubleshooting](troubleshooting.md) says what to do about the ones that ")
            .Append("report a problem. This page is generated from the code: ")
            .Append("run `eng/pages.sh` after a change.\n");
        foreach (IGrouping<string, LoggerMessageAttribute> block in All.GroupBy(one => _categories[one.EventId / 100]))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## Category `{block.Key}`\n\n| id | name | level | message |\n|---|---|---|---|\n");
            foreach (LoggerMessageAttribute one in block)
            {
                string message = one.Message.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
                page.Append(CultureInfo.InvariantCulture, $"| {one.EventId} | `{one.EventName}` | {one.Level} | {message} |\n");
            }
        }

        return page.ToString();
    }
}
