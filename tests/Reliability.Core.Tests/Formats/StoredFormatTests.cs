using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reliability.Common.Internal;
using Reliability.Storage.Internal;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Formats;

/// <summary>
/// Samples/ holds one stored sample of every format that was ever written. Each is read for ever: a sample is never changed, and a new format gets a new one.
/// </summary>
public sealed class StoredFormatTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "Reliability.Core.Tests", "Formats", "Samples");

    /// <summary>Every record that is stored, with its name and format.</summary>
    private static readonly (Type Type, string Name, int Format)[] Records =
    [
        .. typeof(Owned).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.GetInterfaces().Any(one => one.IsGenericType && (one.GetGenericTypeDefinition() == typeof(IStoredDocument<>) || one.GetGenericTypeDefinition() == typeof(IStoredEvent<>))))
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
        object record = typeof(StoredFormatTests).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [json])!;
        if (sample == $"{name}.v{format}.json")
        {
            string written = JsonSerializer.Serialize(record, type, ((System.Text.Json.Serialization.Metadata.JsonTypeInfo)Static(type, "Json")).Options);
            JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(json)).Should().BeTrue("{0} was read and is written as {1}", sample, written);
        }
    }

    private static T Read<T>(string json)
        where T : class => StoredRecord.Read(
            json, "The sample", (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)Static(typeof(T), "Json"), (int)Static(typeof(T), "Format"), record => (int)typeof(T).GetProperty("V")!.GetValue(record)!);

    /// <summary>A document has one sample; an event has one for each of its types.</summary>
    private static IEnumerable<string> Names(Type type) => type.GetProperty("Collection") is not null
        ? [$"document.{Static(type, "Collection")}"]
        : ((IEnumerable<string>)Static(type, "Types")).Select(kind => $"event.{Static(type, "Stream")}.{kind}");

    private static object Static(Type type, string property) => type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
