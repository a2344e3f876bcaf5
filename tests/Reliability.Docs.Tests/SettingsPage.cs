using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Reliability.Recording;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;

namespace Reliability.Docs.Tests;

/// <summary>
/// The page docs/settings.md: every setting with its default and its legal range, from the options and their documentation.
/// </summary>
internal static partial class SettingsPage
{
    private static readonly (string Title, string Intro, Type Options)[] Groups =
    [
        ("Setup",
            "`services.AddReliability(r => r.Configure(options => ...))`, or the configuration section that you pass.",
            typeof(ReliabilityOptions)),
        ("Alerting", "`Alerting` of the setup.", typeof(AlertingOptions)),
        ("Experiments", "`Experiments` of the setup.", typeof(ExperimentOptions)),
        ("Release policy", "`ReleasePolicy` of the setup: `Allow`, `Warn` or `Block` for each finding.", typeof(ReleasePolicyOptions)),
        ("An objective in configuration", "`Slos:{name}` of the setup.", typeof(SloOptions)),
        ("An alert rule in configuration", "`Slos:{name}:Alerts:{index}` of the setup.", typeof(AlertRuleOptions)),
        ("Webhook", "`AddWebhook(name, url, options => ...)`.", typeof(WebhookOptions)),
        ("Recorder without a host", "`new ReliabilityRecorder(store, series, options)`.", typeof(RecorderOptions)),
        ("SQLite", "`UseSqlite(options => ...)`.", typeof(SqliteStoreOptions)),
        ("PostgreSQL", "`UsePostgres(options => ...)`.", typeof(PostgresStoreOptions)),
        ("Redis", "`UseRedis(options => ...)`.", typeof(RedisStoreOptions)),
    ];

    public static string Make()
    {
        Dictionary<string, XElement> documentation = Documentation();
        StringBuilder page = new();
        page.Append(
            "# Settings\n\nEvery setting with its default and its legal range. A value outside its range stops the host at startup with a message that ")
            .Append(
                "names the setting. Durations in configuration are `[d.]hh:mm:ss`. This page is generated from the options: run `eng/pages.sh` after a change.\n");
        foreach ((string title, string intro, Type options) in Groups)
        {
            object? defaults = options.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(options);
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## {title}\n\n{intro}\n\n| setting | default | range and meaning |\n|---|---|---|\n");
            foreach (PropertyInfo setting in options.GetProperties()
                .Where(one =>
                    one.CanWrite
                        || typeof(IDictionary).IsAssignableFrom(one.PropertyType)
                        || typeof(IList).IsAssignableFrom(one.PropertyType)))
            {
                string meaning = Meaning(documentation, $"P:{options.FullName}.{setting.Name}");
                page.Append(CultureInfo.InvariantCulture, $"| `{setting.Name}` | {Default(setting, defaults)} | {meaning} |\n");
            }
        }

        return page.ToString();
    }

    private static string Default(PropertyInfo setting, object? defaults) => (defaults is null ? null : setting.GetValue(defaults)) switch
    {
        null => "none",
        string text => text.Length == 0 ? "empty" : $"`{text}`",
        bool value => value ? "`true`" : "`false`",
        ICollection { Count: 0 } => "empty",
        object value when value.GetType().Namespace == "Reliability" && !value.GetType().IsEnum => "see below",
        object value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static Dictionary<string, XElement> Documentation() => Groups.Select(group => group.Options.Assembly)
        .Distinct()
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The summary and the range of a setting; where it inherits them, those of the member that it names.</summary>
    private static string Meaning(Dictionary<string, XElement> documentation, string id)
    {
        XElement about =
            documentation.TryGetValue(id, out XElement? found) ? found : throw new InvalidOperationException($"{id} has no documentation.");
        XElement? inherited = about.Element("inheritdoc")?.Attribute("cref") is { } cref ? documentation[cref.Value] : null;
        string[] parts =
        [
            .. new[] { "summary", "value" }
                .Select(name => about.Element(name) ?? inherited?.Element(name))
                .OfType<XElement>()
                .Select(Text)
                .Where(text => text.Length > 0),
        ];
        return parts.Length > 0
            ? Getter().Replace(string.Join(" ", parts), match => match.Groups[1].Value.ToUpperInvariant())
            : throw new InvalidOperationException($"{id} says nothing.");
    }

    /// <summary>The words of an element, with names for references.</summary>
    private static string Text(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.DescendantNodes())
        {
            text.Append(node switch
            {
                XElement { Name.LocalName: "see" } see => Reference(see),
                XText plain when plain.Parent!.Name.LocalName == "c" => $"`{plain.Value}`",
                XText plain => plain.Value,
                _ => string.Empty,
            });
        }

        return Spaces().Replace(text.ToString(), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Reference(XElement see)
    {
        string target = see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value;
        string name = target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('(')[0];
        string[] parts = name.Split('.');
        return target.StartsWith("T:", StringComparison.Ordinal) || parts.Length == 1 ? $"`{parts[^1]}`" : $"`{parts[^2]}.{parts[^1]}`";
    }

    [GeneratedRegex("^Gets or sets (.)")]
    private static partial Regex Getter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
