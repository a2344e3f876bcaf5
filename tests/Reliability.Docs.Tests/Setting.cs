using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Reliability.Dashboard;
using Reliability.Recording;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>A setting of options with the words of its documentation.</summary>
internal sealed partial class Setting(PropertyInfo property)
{
    private static readonly Dictionary<string, XElement> Documentation = Read();

    public string Name => property.Name;

    public PropertyInfo Property => property;

    public Type Type => property.PropertyType;

    /// <summary>Gets the summary and the range.</summary>
    public string Meaning => MeaningOf($"P:{property.DeclaringType!.FullName}.{property.Name}");

    /// <summary>Gets the summary and the range, without a sentence that says nothing but the default.</summary>
    public string MeaningWithoutDefault => Stated().Replace(
        Meaning, sentence => sentence.Groups["reason"].Success || IsUnset(sentence.Groups["default"].Value) ? sentence.Value : "").Trim();

    /// <summary>
    /// Gets the default that the documentation states, as text of a table; <c>required</c> if the setting is required, or
    /// <see langword="null"/> if nothing is stated.
    /// </summary>
    public string? StatedDefault
    {
        get
        {
            Match sentence = Stated().Match(Meaning);
            string stated = sentence.Groups["default"].Value;
            return Meaning.Contains("Required.", StringComparison.Ordinal) ? "required"
                : !sentence.Success ? null
                : Duration().Match(stated) is { Success: true } duration ? $"`{LengthOf(duration)}`"
                : !IsUnset(stated) ? Plain().IsMatch(stated) ? $"`{stated}`" : stated
                : Means().Match(sentence.Value) is { Success: true } means ? means.Groups["default"].Value
                : null;
        }
    }

    /// <summary>Gets a value indicating whether its documentation has a range or a default of its own: the element <c>value</c>.</summary>
    public bool HasValue
    {
        get
        {
            XElement about = Documentation[$"P:{property.DeclaringType!.FullName}.{property.Name}"];
            return (about.Element("value") ?? InheritedBy(about)?.Element("value")) is not null;
        }
    }

    /// <summary>Returns what can be set: values, lists and groups.</summary>
    public static IEnumerable<Setting> Of(Type options) =>
        options.GetProperties().Where(one => one.CanWrite || IsFilled(one.PropertyType)).Select(one => new Setting(one));

    /// <summary>Whether configuration fills a list or a dictionary of this type.</summary>
    public static bool IsCollection(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(IList<>) || type.GetGenericTypeDefinition() == typeof(IDictionary<,>));

    private static bool IsUnset(string stated) => stated is "`null`" or "null" or "none" or "not set";

    private static bool IsFilled(Type type) => IsCollection(type) || type.Name.EndsWith("Options", StringComparison.Ordinal);

    private static Dictionary<string, XElement> Read() => new[]
        {
            typeof(ReliabilityOptions), typeof(RecorderOptions), typeof(SqliteStoreOptions), typeof(PostgresStoreOptions),
            typeof(RedisStoreOptions), typeof(DashboardOptions),
        }
        .SelectMany(type => XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml")).Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value) // some source files are compiled into each package
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The summary and the range of a setting; where it inherits them, those of the member that it names.</summary>
    private static string MeaningOf(string id)
    {
        XElement about =
            Documentation.TryGetValue(id, out XElement? found) ? found : throw new InvalidOperationException($"{id} has no documentation.");
        XElement? inherited = InheritedBy(about);
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

    private static XElement? InheritedBy(XElement about) =>
        about.Element("inheritdoc")?.Attribute("cref") is { } cref ? Documentation[cref.Value] : null;

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
        bool isAlone = target.StartsWith("T:", StringComparison.Ordinal) || parts.Length == 1;
        return ConstantOf(target, string.Join('.', parts[..^1]), parts[^1])
            ?? (isAlone ? $"`{parts[^1]}`" : $"`{parts[^2]}.{parts[^1]}`");
    }

    /// <summary>Returns the value of a bound that the documentation names.</summary>
    private static string? ConstantOf(string target, string type, string name) => target.StartsWith("F:", StringComparison.Ordinal)
        ? ShippedLibraries.All.Select(library => library.GetType(type)?.GetField(name)?.GetValue(null))
            .OfType<object>()
            .FirstOrDefault() switch
        {
            int number => number.ToString("N0", CultureInfo.InvariantCulture),
            object value => Convert.ToString(value, CultureInfo.InvariantCulture),
            null => null,
        }
        : null;

    /// <summary>The sentence that states a default, such as "Default: 30 days, unless ...".</summary>
    [GeneratedRegex(@"(?:Default:|The default is) (?<default>.+?)(?<reason>, .+?)?\.(?= |$) ?")]
    private static partial Regex Stated();

    [GeneratedRegex("`null`, which means (?!that )(?<default>[^,]+?)(?:, .*)?\\. ?$")]
    private static partial Regex Means();

    /// <summary>The text in configuration of a duration in words.</summary>
    private static TimeSpan LengthOf(Match duration)
    {
        double count = double.Parse(duration.Groups["count"].Value, NumberStyles.Number, CultureInfo.InvariantCulture);
        return duration.Groups["unit"].Value switch
        {
            "day" => TimeSpan.FromDays(count),
            "hour" => TimeSpan.FromHours(count),
            "minute" => TimeSpan.FromMinutes(count),
            _ => TimeSpan.FromSeconds(count),
        };
    }

    /// <summary>A duration in words and nothing else, such as <c>45 days</c> or <c>5 years (1,826 days)</c>.</summary>
    [GeneratedRegex(@"^(?:\d+ years? \()?(?<count>\d[\d,]*) (?<unit>day|hour|minute|second)s?\)?$")]
    private static partial Regex Duration();

    /// <summary>A value and no words.</summary>
    [GeneratedRegex(@"^([\d.:]+|[A-Z]\w+)$")]
    private static partial Regex Plain();

    [GeneratedRegex("^Gets (?:or sets )?(.)")]
    private static partial Regex Getter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
