using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;

namespace Reliability.Docs.Tests;

/// <summary>
/// The schema by which editors complete and check the section <c>Reliability</c> of <c>appsettings.json</c>, made from the options and
/// their documentation. It ships in the package.
/// </summary>
internal static class SchemaFile
{
    public const string Path = "src/Reliability.Extensions.DependencyInjection/ConfigurationSchema.json";

    private const string Duration = @"^(\d+\.)?([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$";

    private const string TimeOfDay = @"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$";

    private static readonly (string Name, Type Options)[] Stores =
    [
        ("Sqlite", typeof(SqliteStoreOptions)),
        ("Postgres", typeof(PostgresStoreOptions)),
        ("Redis", typeof(RedisStoreOptions)),
    ];

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Make()
    {
        JsonObject root = Group(typeof(ReliabilityOptions), "Reliability SDK: objectives, error budgets, alerts and experiments.");
        JsonObject stores = new();
        foreach ((string name, Type options) in Stores)
        {
            stores[name] = Group(options, $"The store of Use{name}() in the package Reliability.Storage.{name}.");
        }

        root["properties"]!["Stores"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "The settings of the stores that the setup uses.",
            ["properties"] = stores,
            ["additionalProperties"] = false,
        };
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["type"] = "object",
            ["properties"] = new JsonObject { ["Reliability"] = root },
        }.ToJsonString(Format) + "\n";
    }

    private static JsonObject Group(Type options, string? description = null)
    {
        JsonObject properties = new();
        foreach (Setting setting in Setting.Of(options).Where(one => IsWritten(one.Type)))
        {
            JsonObject property = Of(setting.Type);
            if (setting.Type == typeof(IList<AlertRuleOptions>))
            {
                property["minItems"] = 1;
            }

            SettingRange.AddTo(property, setting.Meaning);
            property["description"] = setting.Meaning.Replace("`", "", StringComparison.Ordinal)
                .Replace("\\|", "|", StringComparison.Ordinal);
            properties[setting.Name] = property;
        }

        JsonObject group = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (description is not null)
        {
            group["description"] = description;
        }

        return group;
    }

    private static JsonObject Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsGenericType: true } list when list.GetGenericTypeDefinition() == typeof(IList<>) =>
            new JsonObject { ["type"] = "array", ["items"] = Of(list.GenericTypeArguments[0]) },
        { IsGenericType: true } named => new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = Of(named.GenericTypeArguments[1]),
        },
        { IsEnum: true } flags when flags.IsDefined(typeof(FlagsAttribute), inherit: false) =>
            new JsonObject { ["type"] = "string", ["pattern"] = $"^({Words(flags)})(, ?({Words(flags)}))*$" },
        { IsEnum: true } words => new JsonObject
        {
            ["enum"] = new JsonArray([.. Enum.GetNames(words).Where(IsDecided).Select(name => JsonValue.Create(name))]),
        },
        var plain when plain == typeof(TimeSpan) => new JsonObject { ["type"] = "string", ["pattern"] = Duration },
        var plain when plain == typeof(DateOnly) => new JsonObject { ["type"] = "string", ["format"] = "date" },
        var plain when plain == typeof(TimeOnly) => new JsonObject { ["type"] = "string", ["pattern"] = TimeOfDay },
        var plain when plain == typeof(Uri) => new JsonObject { ["type"] = "string", ["format"] = "uri" },
        var plain when plain == typeof(string) => new JsonObject { ["type"] = "string" },
        var plain when plain == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        var plain when plain == typeof(int) => new JsonObject { ["type"] = "integer", ["maximum"] = int.MaxValue },
        var plain when plain == typeof(long) => new JsonObject { ["type"] = "integer" },
        var plain when plain == typeof(decimal) || plain == typeof(double) => new JsonObject { ["type"] = "number" },
        var group => Group(group),
    };

    /// <summary>Services of the application, such as a connection, cannot be written as text.</summary>
    private static bool IsWritten(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (plain.IsValueType || Setting.IsCollection(plain) || plain == typeof(string) || plain == typeof(Uri)
            || plain.Namespace == nameof(Reliability));

    private static string Words(Type flags) => string.Join('|', Enum.GetNames(flags).Where(IsDecided));

    /// <summary>The zero of an enum decides nothing, so that configuration cannot choose it.</summary>
    private static bool IsDecided(string word) => word is not ("Unknown" or "None");
}
