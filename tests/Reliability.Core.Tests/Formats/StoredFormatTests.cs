using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reliability.Common.Internal;
using Reliability.Experiments;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Formats;

/// <summary>
/// Samples/ holds one stored sample of every format that was ever written. Each is read for ever: a sample is never changed, and a new
/// format gets a new one.
/// </summary>
public sealed class StoredFormatTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "Reliability.Core.Tests", "Formats", "Samples");

    /// <summary>Every record that is stored, with its name and format.</summary>
    private static readonly (Type Type, string Name, int Format)[] Records =
    [
        .. typeof(Owned).Assembly.GetTypes()
            .Where(type =>
                type is { IsInterface: false }
                    && type.GetInterfaces()
                        .Any(one =>
                            one.IsGenericType
                                && (one.GetGenericTypeDefinition() == typeof(IStoredDocument<>)
                                    || one.GetGenericTypeDefinition() == typeof(IStoredEvent<>))))
            .SelectMany(type => Names(type).Select(name => (type, name, (int)Static(type, "Format")))),
    ];

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    [Fact]
    public void Every_format_of_every_record_has_a_sample()
    {
        string[] expected = [.. Records.SelectMany(one => Enumerable.Range(1, one.Format).Select(format => $"{one.Name}.v{format}.json"))];
        expected.Should().NotBeEmpty();
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Should().BeEquivalentTo(expected);
    }

    /// <summary>What is read and written again is the same text, when it is of the present format: no field is lost or renamed.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_read_whole(string sample)
    {
        string json = File.ReadAllText(Path.Combine(Folder, sample));
        (Type type, string name, int format) = Records.Single(one => sample.StartsWith(one.Name + ".v", StringComparison.Ordinal));
        object record =
            typeof(StoredFormatTests).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .Invoke(null, [json])!;
        if (sample == $"{name}.v{format}.json")
        {
            string written =
                JsonSerializer.Serialize(
                    record,
                    type,
                    ((System.Text.Json.Serialization.Metadata.JsonTypeInfo)Static(type, "Json")).Options);
            JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(json))
                .Should()
                .BeTrue("{0} was read and is written as {1}", sample, written);
        }
    }

    /// <summary>
    /// A public type may get another name or property at any time; what is stored may not. So records consist of internal types all the way
    /// down.
    /// </summary>
    [Fact]
    public void No_record_holds_a_public_type()
    {
        HashSet<Type> seen = [];
        string[] found = [.. Records.Select(one => one.Type).Distinct().SelectMany(type => PublicTypes(type, type.Name, seen))];

        found.Should().BeEmpty();
        seen.Should().HaveCountGreaterThan(Records.Length, "records hold others");
    }

    /// <summary>Sees through lists, dictionaries, nullable values and records, so that the test above can fail.</summary>
    [Theory]
    [InlineData(typeof(Deep), "Deep.Items.Inner")]
    [InlineData(typeof(Named), "Named.ByName")]
    [InlineData(typeof(Chosen), "Chosen.State")]
    public void A_public_type_is_found_wherever_it_is(Type type, string path) =>
        PublicTypes(type, type.Name, []).Should().ContainSingle().Which.Should().StartWith(path + " is Reliability.");

    private static IEnumerable<string> PublicTypes(Type type, string path, HashSet<Type> seen)
    {
        foreach (Type part in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
        {
            foreach (string found in PublicTypes(part, path, seen))
            {
                yield return found;
            }
        }

        if (type.Assembly.GetName().Name!.Split('.')[0] != "Reliability" || type.IsArray || !seen.Add(type))
        {
            yield break;
        }

        if (type.IsVisible || type.IsEnum)
        {
            yield return $"{path} is {type}";
            yield break;
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            foreach (string found in PublicTypes(property.PropertyType, $"{path}.{property.Name}", seen))
            {
                yield return found;
            }
        }
    }

    private static T Read<T>(string json)
        where T : class => StoredRecord.Read(
            json,
            "The sample",
            (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)Static(typeof(T), "Json"),
            (int)Static(typeof(T), "Format"),
            record => (int)typeof(T).GetProperty("V")!.GetValue(record)!);

    /// <summary>A document has one sample; an event has one for each of its types.</summary>
    private static IEnumerable<string> Names(Type type) => type.GetProperty("Collection") is not null
        ? [$"document.{Static(type, "Collection")}"]
        : ((IEnumerable<string>)Static(type, "Types")).Select(kind => $"event.{Static(type, "Stream")}.{kind}");

    private static object Static(
        Type type,
        string property) => type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private sealed record Deep(IReadOnlyList<Item> Items);

    private sealed record Item(ExperimentChange[] Inner);

    private sealed record Named(IReadOnlyDictionary<string, LayerSlice> ByName);

    private sealed record Chosen(ExperimentState? State);
}
