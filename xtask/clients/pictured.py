"""Do other programs read what we write of a picture, and do we read what they write? Exiv2 reads the files that subscribers get, and
writes one that the desk takes in; Pillow opens the AVIF.

Called by `cargo xtask ci clients` with the program and an empty folder; a fault is an exit status other than 0.
"""

import http.client
import io
import json
import os
import re
import subprocess
import sys
import urllib.request

import PIL.Image
import pyexiv2
from ground import Desk, wait_for

CAPTION = "Паром уходит из Порт-Села & возвращается."
SECRET = "KeepThisPlace"


def served(url, path):
    with urllib.request.urlopen(url + path, timeout=30) as answer:
        return answer.headers["content-type"], answer.read()


def is_read_by_exiv2(url):
    """The words of a picture of the demo, in the file that subscribers get."""
    page = served(url, "/")[1].decode()
    picture = re.search(r"/media/[0-9a-f-]{36}", page)[0]
    with pyexiv2.ImageData(served(url, picture)[1]) as image:
        xmp, iptc, exif = image.read_xmp(), image.read_iptc(), image.read_exif()
    caption = xmp["Xmp.dc.description"]['lang="x-default"']
    if not caption or caption != iptc["Iptc.Application2.Caption"]:
        sys.exit(f"XMP and IIM say different things: {xmp} {iptc}")
    if not xmp["Xmp.photoshop.Credit"] or xmp["Xmp.photoshop.Credit"] != iptc["Iptc.Application2.Credit"]:
        sys.exit(f"the credit is not read: {xmp} {iptc}")
    if exif:
        sys.exit(f"there is Exif in it: {exif}")
    print("Exiv2 reads our pictures")
    return picture


def is_read_by_us(desk, bare):
    """A picture into which another program wrote everything, and the place where it was taken."""
    with pyexiv2.ImageData(bare) as image:
        image.modify_xmp(
            {
                "Xmp.dc.description": {'lang="x-default"': CAPTION},
                "Xmp.dc.creator": ["Ada Brell", "Jo Tamm"],
                "Xmp.photoshop.City": "Port Sel",
                "Xmp.plus.ImageSupplierImageID": SECRET,
            }
        )
        image.modify_iptc({"Iptc.Application2.Credit": "Harbour Pictures", "Iptc.Application2.Keywords": ["sea", "ferry"]})
        image.modify_exif({"Exif.GPSInfo.GPSLatitude": "12/1 30/1 0/1", "Exif.Image.Copyright": "(c) Harbour", "Exif.Image.Make": SECRET})
        written = image.get_bytes()
    host = desk.url.split("//")[1]
    connection = http.client.HTTPConnection(host, timeout=60)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in desk.jar)
    headers = {"cookie": cookies, "content-type": "image/jpeg", "sec-fetch-site": "same-origin"}
    connection.request("POST", "/desk/media-upload", written, headers)
    told = json.loads(connection.getresponse().read())
    if (told["caption"], told["credit"]) != (CAPTION, "Harbour Pictures"):
        sys.exit(f"we do not read what Exiv2 wrote: {told}")
    page = desk.get(f"/desk/media/{told['id']}")
    for said in ["Ada Brell, Jo Tamm", "Port Sel", "sea, ferry", "(c) Harbour"]:
        if said not in page:
            sys.exit(f"the desk does not know `{said}`")
    with desk.opener.open(f"{desk.url}/desk/media/{told['id']}/files/file.jpg", timeout=30) as answer:
        given = answer.read()
    with pyexiv2.ImageData(given) as image:
        if image.read_exif() or SECRET.encode() in given:
            sys.exit("what nobody should see is still in the file")
    print("what Exiv2 writes is read")


def is_opened(url, picture):
    """The AVIF, once it is made."""

    def avif():
        mime, body = served(url, f"{picture}/whole-640.avif")
        return body if mime == "image/avif" else None

    image = PIL.Image.open(io.BytesIO(wait_for("the AVIF of a picture", avif, 240)))
    jpeg = PIL.Image.open(io.BytesIO(served(url, f"{picture}/whole-640.jpg")[1]))
    if image.size != jpeg.size:
        sys.exit(f"the AVIF has {image.size}, the JPEG {jpeg.size}")
    # The same picture: both made as small as a stamp look alike, point by point.
    pairs = zip(*(it.convert("RGB").resize((16, 9)).tobytes() for it in (image, jpeg)))
    if max(abs(one - other) for one, other in pairs) > 12:
        sys.exit("the AVIF shows something else")
    print("Pillow opens our AVIF")


def main(program, folder):
    words = [program, "serve", "--demo", "--data", os.path.join(folder, "data"), "--listen", "localhost:0"]
    agency = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        url = agency.stdout.readline().split()[-1].rstrip("/")
        desk = Desk(url, agency.stdout.readline().split()[-1])
        picture = is_read_by_exiv2(url)
        here = os.path.join(os.path.dirname(__file__), "../../crates/dateline/demo/pictures/orbit.jpg")
        with open(here, "rb") as file:
            is_read_by_us(desk, file.read())
        is_opened(url, picture)
    finally:
        agency.terminate()
        agency.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
