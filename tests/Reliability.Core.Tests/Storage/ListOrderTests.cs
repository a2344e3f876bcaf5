using System.Text;
using CsCheck;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class ListOrderTests
{
    private static readonly Gen<string> GenName =
        Gen.OneOf(Gen.Int[0x20, 0x7e], Gen.Int[0xa0, 0x7ff], Gen.Int[0xd700, 0xd7ff], Gen.Int[0xe000, 0xffff], Gen.Int[0x10000, 0x10ffff])
            .Array[1, 6].Select(runes => string.Concat(runes.Select(char.ConvertFromUtf32)));

    [Fact]
    public Task A_list_is_in_the_order_of_utf8_bytes() => GenName.Array[2, 8].SampleAsync(async names =>
    {
        var store = new InMemoryDocumentStore();
        string[] ids = [.. names.Distinct()];
        foreach (string id in ids)
        {
            await store.PutAsync(DocumentWrite.Create(new("shop", "c", id), "1"), default);
        }

        string[] expected = [.. ids.OrderBy(id => Convert.ToHexString(Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal)];
        DocumentPage all = await store.ListAsync(new DocumentQuery(new("shop", "c")), default);
        all.Documents.Select(document => document.Id.Id).Should().Equal(expected);
        for (int i = 0; i < names.Length; i++)
        {
            DocumentPage rest = await store.ListAsync(new DocumentQuery(new("shop", "c"), names[i]), default);
            rest.Documents.Select(document => document.Id.Id).Should().Equal(expected.SkipWhile(id => id != names[i]).Skip(1));
        }
    });
}
