using System.Net;
using Grains.Gatherings;
using Web.Media;
using Web.Tests.Support;

namespace Web.Tests.Api;

/// <summary>Pictures in and out.</summary>
public sealed class MediaTests(HubServer hub) : IClassFixture<HubServer>
{
    [Fact]
    public async Task A_picture_goes_in_and_comes_out_sandboxed_and_cacheable()
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        var bytes = Pictures.Png(1200, 900, 50_000);
        var thumb = Pictures.Jpeg(120, 90);
        var media = (await member.SendAsync(Pictures.Upload(id, bytes, thumb))).Expect(HttpStatusCode.Created).Json;
        Assert.Equal(1200, media.GetProperty("width").GetInt32());
        var path = $"/api/media/{media.GetProperty("media").GetString()}";
        var reply = (await member.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(bytes, reply.Bytes);
        Assert.Equal("image/png", reply.ContentHeaders.ContentType!.MediaType);
        Assert.Contains("sandbox", reply.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("inline", reply.Header("Content-Disposition"));
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Contains("private", reply.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Contains("immutable", reply.Header("Cache-Control"), StringComparison.Ordinal);
        var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.Add("If-None-Match", reply.Header("ETag"));
        (await member.SendAsync(again)).Expect(HttpStatusCode.NotModified);
        var small = (await member.GetAsync(path + "/thumb")).Expect(HttpStatusCode.OK);
        Assert.Equal("image/jpeg", small.ContentHeaders.ContentType!.MediaType);
        Assert.Equal(thumb, small.Bytes);
    }

    [Fact]
    public async Task What_claims_to_be_a_picture_is_known_by_its_bytes()
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        foreach (var bytes in new byte[][]
        {
            [], "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(), "<html></html>"u8.ToArray(),
            "%PDF-1.7"u8.ToArray(), Pictures.Png(0, 10), "GIF89a"u8.ToArray(), [0xFF, 0xD8, 0xFF, 0xD9],
        })
        {
            (await member.SendAsync(Pictures.Upload(id, bytes))).Expect(HttpStatusCode.UnsupportedMediaType, "media.type");
        }
    }

    [Fact]
    public async Task A_picture_that_unfolds_too_far_or_weighs_too_much_is_refused()
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.SendAsync(Pictures.Upload(id, Pictures.Png(50_000, 50_000)))).Expect(HttpStatusCode.RequestEntityTooLarge, "media.size");
        (await member.SendAsync(Pictures.Upload(id, Pictures.Png(10, 10), Pictures.Png(10, 10, (200 * 1024) + 1))))
            .Expect(HttpStatusCode.RequestEntityTooLarge, "media.size");
    }

    [Fact]
    public async Task Only_those_who_may_speak_there_upload()
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        await hub.SubmitAsync(id, new Mute(await hub.ActorAsync(Tenant.Officer), Tenant.Member.Id, true));
        (await member.SendAsync(Pictures.Upload(id, Pictures.Png(4, 4)))).Expect(HttpStatusCode.Forbidden, "post.muted");
        await hub.SubmitAsync(id, new Mute(await hub.ActorAsync(Tenant.Officer), Tenant.Member.Id, false));
        (await member.SendAsync(Pictures.Upload(id, Pictures.Png(4, 4)))).Expect(HttpStatusCode.Created);
        (await member.SendAsync(Pictures.Upload(await hub.CloseAsync(), Pictures.Png(4, 4)))).Expect(HttpStatusCode.Conflict, "gathering.not-open");
        (await member.SendAsync(Pictures.Upload("", Pictures.Png(4, 4)))).Expect(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Only_ones_own_picture_of_this_gathering_is_posted_there()
    {
        var (here, there) = (await hub.OpenAsync(), await hub.OpenAsync());
        using var member = await hub.SignInAsync(Tenant.Member);
        using var other = await hub.SignInAsync(Tenant.NonRegistered);
        var own = await UploadAsync(member, here);
        using var socket = await HubSocket.OpenAsync(hub.Origin, member.Token, hub.Origin);
        await socket.InvokeAsync("Join", $"\"{here}\"", "null", "null");
        Assert.Equal("post.picture", await PostAsync("c-1", await UploadAsync(other, here), 4));
        Assert.Equal("post.picture", await PostAsync("c-2", await UploadAsync(member, there), 4));
        Assert.Equal("post.picture", await PostAsync("c-3", own, 5));
        Assert.Equal("post.picture", await PostAsync("c-4", "p-none", 4));
        Assert.Equal("ok", await PostAsync("c-5", own, 4));

        async Task<string> PostAsync(string id, string media, int width) => HubSocket.OutcomeOf(await socket.InvokeAsync(
            "Post", $"\"{here}\"", $$$"""{"clientId":"{{{id}}}","text":"","picture":{"media":"{{{media}}}","width":{{{width}}},"height":4}}"""));

        static async Task<string> UploadAsync(HubCaller caller, string gathering) =>
            (await caller.SendAsync(Pictures.Upload(gathering, Pictures.Png(4, 4)))).Expect(HttpStatusCode.Created).Json.GetProperty("media").GetString()!;
    }

    [Fact]
    public async Task A_body_that_is_no_upload_is_refused()
    {
        var id = await hub.OpenAsync();
        using var member = await hub.SignInAsync(Tenant.Member);
        (await member.PostAsync($"/api/media?gathering={id}")).Expect(HttpStatusCode.UnsupportedMediaType);
        using var empty = new MultipartFormDataContent { { new StringContent("1"), "width" } };
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/media?gathering={id}") { Content = empty };
        (await member.SendAsync(request)).Expect(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public void Dimensions_are_read_from_every_format()
    {
        Assert.Equal(new PictureFacts(PictureKind.Png, 70_000, 3), PictureHeader.Read(Pictures.Png(70_000, 3)));
        Assert.Equal(new PictureFacts(PictureKind.Gif, 640, 480), PictureHeader.Read(Pictures.Gif(640, 480)));
        Assert.Equal(new PictureFacts(PictureKind.Jpeg, 4000, 3000), PictureHeader.Read(Pictures.Jpeg(4000, 3000)));
        Assert.Equal(new PictureFacts(PictureKind.WebP, 1280, 720), PictureHeader.Read(Pictures.WebP(1280, 720)));
    }

    [Fact]
    public void No_cut_or_flipped_header_throws()
    {
        var random = new Random(20260701);
        foreach (var whole in new[] { Pictures.Png(9, 9), Pictures.Gif(9, 9), Pictures.Jpeg(9, 9), Pictures.WebP(9, 9) })
        {
            for (var length = 0; length <= whole.Length; length++)
            {
                PictureHeader.Read(whole.AsSpan(0, length));
            }

            for (var round = 0; round < 2_000; round++)
            {
                var broken = whole.ToArray();
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
                PictureHeader.Read(broken);
            }
        }
    }
}
